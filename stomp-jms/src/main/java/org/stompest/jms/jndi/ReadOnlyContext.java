package org.stompest.jms.jndi;

import java.util.Enumeration;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;

/**
 * A context that can be read, not written to.
 *
 * <p>Concurrency: usable from any thread; what is bound never changes, the environment is a concurrent map of its own.
 */
final class ReadOnlyContext implements Context {
    private final NamingTree tree;
    private final String path;
    private final Map<String, Object> environment;

    ReadOnlyContext(NamingTree tree, String path, Map<String, Object> environment) {
        this.tree = tree;
        this.path = path;
        this.environment = new ConcurrentHashMap<>(environment);
    }

    @Override
    public Object lookup(Name name) throws NamingException {
        NamingTree current = tree;
        for (int i = 0; i < name.size(); i++) {
            if (current.dynamic() != null) {
                return dynamic(current.dynamic(), name, i);
            }
            Object child = current.child(name.get(i));
            if (child instanceof NamingTree subtree) {
                current = subtree;
            } else if (child == null) {
                throw about(new NameNotFoundException(notFound(name)), name, i);
            } else if (i == name.size() - 1) {
                return child;
            } else {
                throw about(notContext(name.getPrefix(i + 1)), name, i);
            }
        }
        return new ReadOnlyContext(current, join(name), environment);
    }

    @Override
    public Object lookup(String name) throws NamingException {
        return lookup(parse(name));
    }

    @Override
    public Object lookupLink(Name name) throws NamingException {
        return lookup(name);
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return lookup(name);
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        ReadOnlyContext context = subcontext(name);
        return new Listing<>(context.tree.children().entrySet().stream()
                .map(child -> new NameClassPair(
                        child.getKey(), context.outward(child).getClass().getName()))
                .iterator());
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        return list(parse(name));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        ReadOnlyContext context = subcontext(name);
        return new Listing<>(context.tree.children().entrySet().stream()
                .map(child -> new Binding(child.getKey(), context.outward(child)))
                .iterator());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        return listBindings(parse(name));
    }

    @Override
    public NameParser getNameParser(Name name) throws NamingException {
        subcontext(name);
        return CompositeName::new;
    }

    @Override
    public NameParser getNameParser(String name) throws NamingException {
        return getNameParser(parse(name));
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public String composeName(String name, String prefix) throws NamingException {
        return composeName(parse(name), parse(prefix)).toString();
    }

    @Override
    public String getNameInNamespace() {
        return path;
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return new Hashtable<>(environment);
    }

    @Override
    public Object addToEnvironment(String name, Object value) {
        return environment.put(name, value);
    }

    @Override
    public Object removeFromEnvironment(String name) {
        return environment.remove(name);
    }

    /** Does nothing: a context holds nothing that could be released. */
    @Override
    public void close() {}

    @Override
    public void bind(Name name, Object object) throws NamingException {
        throw readOnly("bind", name);
    }

    @Override
    public void bind(String name, Object object) throws NamingException {
        throw readOnly("bind", parse(name));
    }

    @Override
    public void rebind(Name name, Object object) throws NamingException {
        throw readOnly("rebind", name);
    }

    @Override
    public void rebind(String name, Object object) throws NamingException {
        throw readOnly("rebind", parse(name));
    }

    @Override
    public void unbind(Name name) throws NamingException {
        throw readOnly("unbind", name);
    }

    @Override
    public void unbind(String name) throws NamingException {
        throw readOnly("unbind", parse(name));
    }

    @Override
    public void rename(Name oldName, Name newName) throws NamingException {
        throw readOnly("rename", oldName);
    }

    @Override
    public void rename(String oldName, String newName) throws NamingException {
        throw readOnly("rename", parse(oldName));
    }

    @Override
    public Context createSubcontext(Name name) throws NamingException {
        throw readOnly("create", name);
    }

    @Override
    public Context createSubcontext(String name) throws NamingException {
        throw readOnly("create", parse(name));
    }

    @Override
    public void destroySubcontext(Name name) throws NamingException {
        throw readOnly("destroy", name);
    }

    @Override
    public void destroySubcontext(String name) throws NamingException {
        throw readOnly("destroy", parse(name));
    }

    private ReadOnlyContext subcontext(Name name) throws NamingException {
        if (lookup(name) instanceof ReadOnlyContext context) {
            return context;
        }
        throw about(notContext(name), name, Math.max(0, name.size() - 1));
    }

    /** What an application gets for something that is bound. */
    private Object outward(Map.Entry<String, Object> child) {
        return child.getValue() instanceof NamingTree subtree
                ? new ReadOnlyContext(
                        subtree, path.isEmpty() ? child.getKey() : path + "/" + child.getKey(), environment)
                : child.getValue();
    }

    private Object dynamic(Function<String, Object> maker, Name name, int from) throws NamingException {
        Enumeration<String> parts = name.getSuffix(from).getAll();
        StringBuilder rest = new StringBuilder(parts.nextElement());
        while (parts.hasMoreElements()) {
            rest.append('/').append(parts.nextElement());
        }
        if (rest.length() == 0) {
            throw about(new InvalidNameException("'" + name + "' does not name a destination"), name, from);
        }
        return maker.apply(rest.toString());
    }

    private String notFound(Name name) {
        return "nothing is bound to '" + name + "'" + (path.isEmpty() ? "" : " in '" + path + "'") + "; "
                + tree.suggestion(name.toString());
    }

    private String join(Name name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "/" + name;
    }

    private static Name parse(String name) throws NamingException {
        return new CompositeName(name);
    }

    private static NamingException notContext(Name name) {
        return new NotContextException("'" + name + "' is bound to an object and contains nothing");
    }

    private NamingException about(NamingException exception, Name name, int resolved) {
        exception.setResolvedName(name.getPrefix(resolved));
        exception.setRemainingName(name.getSuffix(resolved));
        return exception;
    }

    private static NamingException readOnly(String what, Name name) {
        NamingException exception = new OperationNotSupportedException("cannot " + what + " '" + name
                + "': this context is read-only; what it contains is set up in jndi.properties or the environment of"
                + " InitialContext");
        exception.setRemainingName(name);
        return exception;
    }
}
