/**
 * Message selectors (Jakarta Messaging 3.1, section 3.8): {@link org.stompest.jms.internal.selector.Selector} is parsed once,
 * then matched against messages or translated by a dialect, which walks the tree under
 * {@link org.stompest.jms.internal.selector.SelectorNode}. Depends on the Jakarta Messaging API alone; every type but the
 * lexer and the parser, which live for one call, is immutable and may be used from any thread.
 */
package org.stompest.jms.internal.selector;
