/** A broker that is an enemy, and an application with awkward data: what the provider does about either. */
package org.stompest.jms.hostile;
