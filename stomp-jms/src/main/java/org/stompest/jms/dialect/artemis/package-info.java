/**
 * What Apache ActiveMQ Artemis does its own way. {@link org.stompest.jms.dialect.artemis.ArtemisSelector} translates
 * selectors: {@code FilterTranslator} walks through the tree, {@code Comparisons} and {@code TextTests} write the conditions,
 * {@code TypeGuards} what they need to know of types, {@code NumberText} arithmetic. Depends on {@code dialect} and
 * {@code internal.selector}; everything is immutable and may be used from any thread.
 */
package org.stompest.jms.dialect.artemis;
