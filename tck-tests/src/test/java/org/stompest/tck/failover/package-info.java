/** Applications at work whose brokers are killed: real ones, in processes of their own, with their journals. */
package org.stompest.tck.failover;
