import { Cluster } from './cluster.js';
import { setAttribute, setHidden, setText } from './dom.js';
import { duration } from './format.js';
import { ChangingIcon } from './icons.js';
import { LatencySection } from './latency-section.js';
import { Alerts, Behind, Topics } from './lists.js';
import { ClusterMap } from './map.js';
import { Panel } from './panel.js';
import { PictureStream } from './stream.js';
import { token } from './token.js';
import { TokenDialog } from './token-dialog.js';
import { Totals } from './totals.js';
import { verdictOf } from './verdict.js';

const byId = (id) => document.getElementById(id);

const cluster = new Cluster();
const map = new ClusterMap(byId('cluster'));
const panel = new Panel(byId('panel'), cluster);
const views = [
  new Totals(byId('totals')),
  map,
  new Topics(byId('topics'), byId('no-topics')),
  new Behind(byId('behind'), byId('none-behind')),
  new LatencySection(byId('latency')),
  new Alerts(byId('alerts')),
];
const verdictIcon = new ChangingIcon();
byId('verdict-icon').append(verdictIcon.element);

let toldAt = 0;
let lost = null;

const stream = new PictureStream(new URL('insight/cluster', location.href), {
  onPicture(picture) {
    toldAt = Date.now();
    lost = null;
    cluster.take(picture);
    views.forEach((view) => view.show(cluster));
    panel.update();
    showVerdict();
    showAge();
  },
  onLost(reason, retryAt) {
    lost = { reason, retryAt };
    showAge();
  },
  onTokenNeeded(wasWrong) {
    lost = null;
    dialog.ask(wasWrong);
    showAge();
  },
});
const dialog = new TokenDialog(byId('ask'), (text) => {
  token.keep(text);
  stream.connect();
});

function showVerdict() {
  const verdict = verdictOf(cluster);
  setAttribute(byId('verdict'), 'data-level', verdict.level);
  verdictIcon.show(verdict.icon);
  setText(byId('verdict-text'), verdict.text);
  const versions = new Set([...cluster.nodes.values()].map((node) => node.picture.version).filter(Boolean));
  setText(byId('told-by'), `Told by ${cluster.self ?? 'a node that does not say which'}${versions.size > 0 ? ` · version ${[...versions].sort().join(' and ')}` : ''}`);
}

/** Says plainly when what is shown is not what is. */
function showAge() {
  const age = Date.now() - toldAt;
  const isOld = toldAt > 0 && age > stream.oldAfterMs;
  const state = dialog.isOpen ? 'locked' : toldAt === 0 ? 'connecting' : isOld ? 'old' : 'live';
  setAttribute(document.body, 'data-state', state);
  map.moving = state === 'live';
  setText(byId('live-text'), { locked: 'Locked', connecting: 'Connecting', old: `${duration(age / 1000)} old`, live: 'Live' }[state]);
  setHidden(byId('old'), !isOld && (lost === null || toldAt > 0));
  setHidden(byId('forget'), !token.isThere);
  // What changes each second is not read out each second.
  setText(byId('old-what'), isOld ? 'This is old.' : lost === null ? '' : 'There is no picture of the cluster yet');
  setText(byId('old-detail'), isOld ? ` Nothing has come from this node for ${duration(age / 1000)}${waiting()}` : lost === null ? '' : waiting());
  const alarm = state === 'old' ? 'Old' : state === 'live' && byId('verdict').dataset.level !== 'good' ? byId('verdict-text').textContent : '';
  const title = `${alarm === '' ? '' : `${alarm} – `}Ovation console`;
  if (document.title !== title) {
    document.title = title;
  }
}

function waiting() {
  if (lost === null) {
    return '.';
  }
  const seconds = Math.max(0, (lost.retryAt - Date.now()) / 1000);
  return `: ${lost.reason}. ${seconds < 1 ? 'Trying again now.' : `Trying again in ${duration(seconds)}.`}`;
}

byId('forget').addEventListener('click', () => {
  token.forget();
  stream.connect();
});
byId('find').addEventListener('submit', (event) => {
  event.preventDefault();
  const name = byId('find-topic').value.trim();
  location.hash = `#topic=${encodeURIComponent(name.includes(':') ? name : `video:${name}`)}`;
});
addEventListener('online', () => stream.connect());
setInterval(showAge, 1000);
stream.connect();
