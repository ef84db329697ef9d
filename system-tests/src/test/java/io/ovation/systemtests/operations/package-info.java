/** What operators are given - images, manifests, alerts, settings - held against what nodes really know and say. */
package io.ovation.systemtests.operations;
