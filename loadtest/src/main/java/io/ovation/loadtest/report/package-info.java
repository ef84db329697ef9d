/** Figures for people and for programs. */
package io.ovation.loadtest.report;
