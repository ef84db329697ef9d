/** One viewer's connection: what it is told, and what becomes of what it cannot take. */
package io.ovation.frontend.viewer;
