/** Real processes, and what viewers, publishers and operators see of them. */
package io.ovation.systemtests.harness;
