// client.js and its siblings come from clients/js/src; the server offers them beside this page.
import { connect, ProblemError, publisher } from './client.js';
import { createAway } from './away.js';
import { createChat } from './chat.js';
import { createHearts } from './hearts.js';
import { createLag } from './lag.js';
import { memberName } from './member.js';
import { createPresence } from './presence.js';
import { createSampling } from './sampling.js';
import { createStage } from './stage.js';
import { createStatus, createToast } from './status.js';
import { createTaps } from './taps.js';
import { compact, createTotals } from './totals.js';
import { createTyping } from './typing.js';

/** However many likes one event brings, no more than this float up. */
const MOST_HEARTS_PER_EVENT = 12;

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const video = query.get('video') ?? '42';
const member = memberName(query.get('member'));
const topic = `video:${video}`;
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

const stage = createStage($('stage'), $('timecode'), { calm });
const hearts = createHearts($('hearts'), { calm });
const totals = createTotals($('reactions'), onTap);
const typing = createTyping($('typing'), member);
const say = createToast($('toast'), { forMs: 6_000 });
const note = createToast($('note'), { forMs: 5_000 });
const chat = createChat(
  { scroll: $('chat-scroll'), list: $('comments'), empty: $('chat-empty'), pill: $('new-comments') },
  member,
  (members) => presence.saw(members),
);

$('video').textContent = video;
$('member').textContent = member;
document.title = `${video} · Ovation`;

const publishing = findPublisher();
const sendTaps = createTaps(async (reaction, count) => {
  try {
    await (await publishing).like({ video, reaction, count, member, mediaTime: stage.currentTime });
  } catch (error) {
    totals.revoke(reaction, count);
    complain(error);
  }
});

const ovation = connect(location.origin, { topics: [topic], member, shared: query.has('shared') });
const presence = createPresence(ovation, chat.showPresence);
const away = createAway(note);
createLag(ovation, stage, { slider: $('lag'), output: $('lag-text'), live: $('live'), liveText: $('live-text') });
watch();
listenToComposer($('comment-form'), $('comment-input'));

function watch() {
  // A browser may keep a page that was left, with its stream, in case of a return.
  addEventListener('pagehide', () => ovation.close());
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  // For whoever opens the console.
  window.ovation = ovation;
  ovation.on('state', createStatus({ pill: $('state'), text: $('state-text'), countdown: $('state-countdown') }));
  ovation.on('snapshot', (snapshot) => {
    // Not those of the snapshot, which may be older than what was told.
    totals.reset(ovation.stateOf(topic).likes);
    showViewers(snapshot.viewers);
    chat.add(snapshot.comments);
    away.caughtUp();
  });
  ovation.on('likes', ({ added, total }) => {
    for (const [reaction, count] of Object.entries(totals.add(added, total))) {
      hearts.float(reaction, Math.min(count, calm ? 3 : MOST_HEARTS_PER_EVENT));
      stage.cheer(count);
    }
  });
  ovation.on('comment', (comment) => {
    typing.stopped(comment.member);
    chat.add([comment]);
  });
  ovation.on('retracted', ({ id }) => chat.remove(id));
  ovation.on('typing', typing.heard);
  ovation.on('sampled', createSampling($('sampled')));
  ovation.on('viewers', ({ count }) => showViewers(count));
}

function onTap(reaction, button) {
  const screen = $('hearts').getBoundingClientRect();
  const { left, width } = button.getBoundingClientRect();
  hearts.float(reaction, 1, (left + width / 2 - screen.left) / screen.width);
  stage.cheer(1);
  sendTaps(reaction);
}

function showViewers(count) {
  $('viewers').textContent = compact(count);
  $('viewers').dataset.count = count;
}

function listenToComposer(form, input) {
  input.addEventListener('input', async () => {
    if (input.value.trim() !== '') {
      // Nobody misses a typing notice that got lost.
      await (await publishing).typing({ video, member }).catch(() => {});
    }
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') {
      return;
    }
    input.value = '';
    chat.toBottom();
    try {
      await (await publishing).comment({ video, member, text, mediaTime: stage.currentTime });
    } catch (error) {
      input.value ||= text;
      complain(error);
    }
  });
}

function complain(error) {
  say(error instanceof ProblemError ? error.message : 'That did not get through. Are you online?');
}

async function findPublisher() {
  const { publishUrl, publishPort, access } = await fetch('demo.json')
    .then((response) => (response.ok ? response.json() : {}))
    .catch(() => ({}));
  $('access').hidden = access !== 'open';
  return publisher(publishUrl ?? `${location.protocol}//${location.hostname}:${publishPort ?? 8081}`);
}
