/** What the cluster promises while its parts die: each scenario does harm to real processes and has an oracle judge. */
package io.ovation.systemtests.fault;
