package org.stompest.tck.support;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The brokers of this run that a class of tests is for. */
final class BrokersOfTest implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        OnlyOn only = context.getRequiredTestClass().getAnnotation(OnlyOn.class);
        List<BrokerKind> kinds = BrokerKind.ofThisRun();
        return kinds.stream()
                .filter(kind -> only == null || List.of(only.value()).contains(kind))
                .map(Arguments::of);
    }
}
