/**
 * How much passes through a node in some role, in events or frames a second.
 *
 * @param {number} arriving events a second at frontends: what one with viewers passes on at least, if it counts no frames
 */
export function flowThrough(node, part, arriving) {
  switch (part) {
    case 'backend':
      return (node.value(part, 'likesPerSecond') ?? 0) + (node.value(part, 'commentsPerSecond') ?? 0);
    case 'dispatcher':
      return node.value(part, 'eventsPerSecond') ?? 0;
    case 'frontend':
      return node.value(part, 'framesPerSecond') ?? (node.value(part, 'streams') > 0 ? arriving : 0);
    default:
      return 0;
  }
}
