// Ties per month, with a range to draw and a way to play it. Long empty stretches are folded together.
const T = { bins: [], heights: null, playing: 0, drag: null };
const GAP_FROM = 7;

function monthOf(day) {
  const date = new Date(day * 86400000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
function monthStart(month) { return Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / 86400000); }

// Bins once a page: months in order, a run of empty months longer than GAP_FROM as one gap.
function buildBins() {
  const full = new Map(), ev = D.events;
  for (let e = 0; e < D.m; e++) if (ev.dated[e]) full.set(monthOf(ev.begin[e]), 1);
  const months = [...full.keys()].sort((p, q) => p - q);
  T.bins = [];
  months.forEach((month, k) => {
    const before = k ? months[k - 1] : month - 1;
    if (month - before > GAP_FROM) T.bins.push({ from: monthStart(before + 1), to: monthStart(month) - 1, gap: true });
    else for (let m = before + 1; m < month; m++) T.bins.push(monthBin(m));
    T.bins.push(monthBin(month));
  });
  T.binOf = new Map();
  T.bins.forEach((b, k) => { if (!b.gap) T.binOf.set(b.month, k); });
}

function monthBin(month) {
  return { month, from: monthStart(month), to: monthStart(month + 1) - 1, gap: false };
}

function countBins() {
  const counts = T.bins.map(() => new Uint16Array(D.families.length)), ev = D.events;
  for (let e = 0; e < D.m; e++) {
    if (!ev.dated[e] || R.fails[e] & ~(BIT.time | BIT.fresh)) continue;
    const k = T.binOf.get(monthOf(ev.begin[e]));
    if (k !== undefined) counts[k][D.familyOf[ev.rel[e]]]++;
  }
  return counts;
}

function drawTimeline() {
  const box = document.getElementById('timeline');
  box.setAttribute('aria-label', say('time'));
  if (!T.bins.length) { box.replaceChildren(el('p', { class: 'soft' }, say('no_dates'))); return; }
  const focused = document.activeElement && document.activeElement.id;
  const track = el('div', { id: 'track', title: say('by_month') }, bars(), shade('start'), shade('end'), handle('start'), handle('end'));
  const play = button(say(T.playing ? 'pause' : 'play'), togglePlay, { class: 'round', id: 'play' }, icon(T.playing ? 'pause' : 'play'));
  box.replaceChildren(play, el('div', { id: 'tracks' }, track, axis()), rangeBox());
  listenToTrack(track);
  if (focused && /^(start|end|play)$/.test(focused)) document.getElementById(focused).focus();
}

// Position along the track, 0 to 1, of the beginning of a bin; time runs with the writing.
function along(bin) { return bin / T.bins.length; }

function bars() {
  const counts = countBins(), most = Math.max(1, ...counts.map((c) => c.reduce((n, x) => n + x, 0)));
  const width = 1000, height = 60, step = width / T.bins.length, paths = D.families.map(() => '');
  counts.forEach((stack, k) => {
    let y = height;
    const left = language === 'ar' ? width - (k + 1) * step : k * step;
    stack.forEach((n, f) => {
      if (!n) return;
      const h = Math.max(0.8, (n / most) * (height - 3));
      y -= h;
      paths[f] += `M${short(left + step * 0.1)} ${short(y)}h${short(step * 0.8)}v${short(h)}h${short(-step * 0.8)}z`;
    });
  });
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', class: 'bars', 'aria-hidden': 'true' },
    ...paths.map((d, f) => { const p = svg('path', { d }); p.style.fill = D.families[f].colour[themeNow()]; return p; }));
}

// Years first, those with most months before the others, then months where there is room.
function axis() {
  const width = Math.max(300, document.getElementById('timeline').clientWidth - 230), taken = [];
  const room = axisMarks().sort((p, q) => q.weight - p.weight || p.bin - q.bin).filter((m) => {
    const x = along(m.bin) * width, half = m.kind === 'gap' ? 7 : m.kind === 'year' ? 17 : 27;
    if (taken.some(([at, wide]) => Math.abs(at - x) < half + wide)) return false;
    return taken.push([x, half]);
  });
  return el('div', { class: 'axis' }, room.sort((p, q) => p.bin - q.bin).map((m) => {
    const style = { 'inset-inline-start': `${100 * along(m.bin)}%` };
    if (m.kind !== 'year') return el('span', { class: m.kind, style, 'aria-hidden': 'true' }, m.text);
    return el('button', { type: 'button', class: 'year', style, title: say('only_year', { y: m.text }), onclick: () => chooseYear(Number(m.text)) }, m.text);
  }));
}

function axisMarks() {
  const marks = [], years = new Map(), short = new Intl.DateTimeFormat(LOCALE[language], { month: 'short', timeZone: 'UTC' });
  T.bins.forEach((b, k) => {
    if (b.gap) { marks.push({ kind: 'gap', bin: k + 0.5, text: '⋯', weight: -1 }); return; }
    const year = Math.floor(b.month / 12), known = years.get(year);
    if (known) known.weight += 1;
    else years.set(year, { kind: 'year', bin: k + 0.5, text: String(year), weight: 100 });
    if (b.month % 3 === 0 && b.month % 12) marks.push({ kind: 'month', bin: k + 0.5, text: short.format(b.from * 86400000), weight: 1 });
  });
  return [...marks, ...years.values()];
}

function chooseYear(year) {
  const from = monthStart(year * 12), to = monthStart(year * 12 + 12) - 1;
  change((f) => { const same = f.from === from && f.to === to; f.from = same ? null : from; f.to = same ? null : to; f.fresh = f.fresh && !same; });
}

// The chosen range in bins: first, and one past the last.
function chosenBins() {
  const { from, to } = S.filter;
  let first = 0, last = T.bins.length;
  if (from !== null) first = T.bins.findIndex((b) => b.to >= from);
  if (first < 0) first = T.bins.length;
  if (to !== null) { const k = T.bins.findIndex((b) => b.from > to); last = k < 0 ? T.bins.length : k; }
  return [first, Math.max(first, last)];
}

function shade(side) {
  const [first, last] = chosenBins(), part = side === 'start' ? along(first) : 1 - along(last);
  return el('div', { class: 'shade', style: { width: `${100 * part}%`, [side === 'start' ? 'inset-inline-start' : 'inset-inline-end']: '0' } });
}

function handle(side) {
  const [first, last] = chosenBins(), bin = side === 'start' ? first : last, shown = T.bins[Math.min(T.bins.length - 1, side === 'start' ? first : Math.max(0, last - 1))];
  return el('button', {
    type: 'button', class: 'handle', id: side, role: 'slider', 'aria-label': say(side === 'start' ? 'from' : 'to'), 'aria-valuemin': 0, 'aria-valuemax': T.bins.length,
    'aria-valuenow': bin, 'aria-valuetext': monthText(shown.from), style: { 'inset-inline-start': `${100 * along(bin)}%` },
    onkeydown: (event) => {
      const way = { ArrowLeft: language === 'ar' ? 1 : -1, ArrowRight: language === 'ar' ? -1 : 1, ArrowUp: 1, ArrowDown: -1, PageUp: 12, PageDown: -12 }[event.key];
      if (event.key === 'Home' || event.key === 'End' || way) { event.preventDefault(); event.stopPropagation(); }
      const [a, b] = chosenBins();
      if (way && side === 'start') setBins(a + way, b);
      if (way && side === 'end') setBins(a, b + way);
      if (event.key === 'Home') setBins(side === 'start' ? 0 : a, side === 'start' ? b : a + 1);
      if (event.key === 'End') setBins(side === 'start' ? b - 1 : a, side === 'start' ? b : T.bins.length);
    },
  });
}

function setBins(first, last, passing) {
  const n = T.bins.length;
  first = Math.max(0, Math.min(n - 1, first));
  last = Math.max(first + 1, Math.min(n, last));
  change((f) => {
    f.from = first === 0 ? null : T.bins[first].from;
    f.to = last === n ? null : T.bins[last - 1].to;
    if (f.from === null) f.fresh = false;
  }, passing);
}

function listenToTrack(track) {
  const binAt = (event) => {
    const box = track.getBoundingClientRect(), part = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(T.bins.length, (language === 'ar' ? 1 - part : part) * T.bins.length));
  };
  track.onpointerdown = (event) => {
    const [first, last] = chosenBins(), at = binAt(event), whole = first === 0 && last === T.bins.length;
    const side = event.target.id === 'start' || event.target.id === 'end' ? event.target.id : !whole && at > first && at < last ? 'both' : 'new';
    T.drag = { side, at, first, last };
    event.preventDefault();
  };
  T.binAt = binAt;
  track.ondblclick = () => change((f) => { f.from = f.to = null; f.fresh = false; });
}

function dragTimeline(event) {
  const d = T.drag;
  if (!d) return;
  const at = T.binAt(event), moved = Math.round(at - d.at);
  d.moved = d.moved || Math.abs(at - d.at) > 0.4;
  if (!d.moved) return;
  if (d.side === 'start') setBins(Math.min(Math.round(at), d.last - 1), d.last, true);
  else if (d.side === 'end') setBins(d.first, Math.max(Math.round(at), d.first + 1), true);
  else if (d.side === 'both') slideTo(d.first + moved, d.last - d.first);
  else setBins(Math.floor(Math.min(at, d.at)), Math.ceil(Math.max(at, d.at)), true);
}

function slideTo(first, width) {
  const start = Math.max(0, Math.min(T.bins.length - width, first));
  setBins(start, start + width, true);
}

function dropTimeline(event) {
  const d = T.drag;
  T.drag = null;
  if (d && !d.moved && d.side === 'new') { const bin = Math.floor(T.binAt(event)); setBins(bin, bin + 1); }
  openStep = false;
  refit();
}

function togglePlay() {
  if (T.playing) { clearInterval(T.playing); T.playing = 0; openStep = false; drawTimeline(); return refit(); }
  const [first, last] = chosenBins(), whole = last - first >= T.bins.length, width = whole ? Math.min(3, T.bins.length) : last - first;
  let at = whole || last >= T.bins.length ? 0 : first;
  T.playing = setInterval(() => {
    at += 1;
    if (at + width > T.bins.length) { togglePlay(); return; }
    slideTo(at, width);
    announce(rangeText(S.filter));
  }, 900);
  slideTo(at, width);
}

function rangeBox() {
  const f = S.filter, limited = f.from !== null || f.to !== null;
  return el('div', { id: 'range' }, el('span', {}, limited ? rangeText(f) : say('all_time')),
    limited ? button(say('all_time'), () => change((g) => { g.from = g.to = null; g.fresh = false; }), { class: 'off' }, icon('close')) : null);
}
