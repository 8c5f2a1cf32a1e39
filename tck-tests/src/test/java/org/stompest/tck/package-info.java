/**
 * What Jakarta Messaging 3.1 asks of a provider, chapter by chapter, and what this project promises beyond it, against a
 * real broker. Each test names the section that it reads from. The tests see {@code jakarta.jms}, the factory and the
 * JNDI context factory, and nothing else of the provider.
 */
package org.stompest.tck;
