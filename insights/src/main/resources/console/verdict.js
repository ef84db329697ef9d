import { WORST_FIRST } from './health.js';

/**
 * How the cluster is, in a few words.
 *
 * @returns {{level: string, icon: string, text: string}}
 */
export function verdictOf(cluster) {
  const nodes = verdictOfNodes(cluster);
  const missed = cluster.latency.missed;
  if (missed.length === 0) {
    return nodes;
  }
  const text = `${nodes.text}; goal missed for ${missed.map((kind) => kind.title.toLowerCase()).join(' and ')}`;
  return nodes.level === 'good' ? { level: 'warn', icon: 'late', text } : { ...nodes, text };
}

function verdictOfNodes(cluster) {
  const nodes = [...cluster.nodes.values()];
  const troubled = cluster.troubled;
  if (nodes.length === 0) {
    return { level: 'warn', icon: 'not-ready', text: 'No nodes are known' };
  }
  if (troubled.length === 0) {
    return { level: 'good', icon: 'good', text: nodes.length === 1 ? 'The node is well' : `All ${nodes.length} nodes are well` };
  }
  const counts = WORST_FIRST.map((health) => [health, troubled.filter((node) => node.health === health).length]).filter(([, count]) => count > 0);
  const worst = troubled[0].health;
  const text = counts.length === 1 ? `${troubled.length} of ${nodes.length} nodes ${worst.word.toLowerCase()}` : `${troubled.length} of ${nodes.length} nodes not well: ${counts.map(([health, count]) => `${count} ${health.word.toLowerCase()}`).join(', ')}`;
  return { level: worst.level, icon: worst.name, text: nodes.length === 1 ? `The node is ${worst.word.toLowerCase()}` : text };
}
