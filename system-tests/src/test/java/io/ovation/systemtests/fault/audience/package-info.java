/** Publishers that do not give up and viewers that come back, as real clients do. */
package io.ovation.systemtests.fault.audience;
