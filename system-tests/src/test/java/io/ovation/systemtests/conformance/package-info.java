/** What docs/http-conformance.md says of all ports, and whether its tests are there. */
package io.ovation.systemtests.conformance;
