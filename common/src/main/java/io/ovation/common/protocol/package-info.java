/** The wire protocol between the roles of a cluster: who can be told what, and where they are found. */
package io.ovation.common.protocol;
