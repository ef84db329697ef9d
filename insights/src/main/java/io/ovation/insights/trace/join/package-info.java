/** What became of each event that is followed: its checkpoints are joined, and what is missing is judged. */
package io.ovation.insights.trace.join;
