/** {@code ./ovation audit}: which of the libraries in a distribution are known to be vulnerable. */
package io.ovation.node.audit;
