// Search over all names of all actors: exact, then beginnings, then parts, then sounds, then one slip.
let searchIndex = null;

function buildSearch() {
  const { labels, aliases } = D.nodes;
  searchIndex = labels.map((names, k) => {
    const all = [...new Set([...Object.values(names), ...aliases[k]])];
    return { bare: all.map(bare), sounds: null, all };
  });
}

function soundsOf(entry) {
  return entry.sounds || (entry.sounds = entry.all.map(skeleton));
}

function search(query, limit) {
  if (!searchIndex) buildSearch();
  const wanted = bare(query);
  if (!wanted) return [];
  const hits = [];
  searchIndex.forEach((entry, k) => {
    const score = spelled(entry, wanted);
    if (score) hits.push([score, k]);
  });
  if (hits.length < 8) addSounding(hits, query, wanted);
  const weight = D.nodes.importance;
  hits.sort((p, q) => q[0] + weight[q[1]] - p[0] - weight[p[1]] || p[1] - q[1]);
  return hits.slice(0, limit || 30).map((h) => h[1]);
}

function spelled(entry, wanted) {
  let best = 0;
  for (const name of entry.bare) {
    const at = name.indexOf(wanted);
    if (at < 0) { if (best < 3 && allWords(name, wanted)) best = 3; continue; }
    best = Math.max(best, name === wanted ? 9 : at === 0 ? 7 : name[at - 1] === ' ' ? 6 : 4);
  }
  return best;
}

function allWords(name, wanted) {
  const words = wanted.split(' ');
  return words.length > 1 && words.every((w) => name.includes(w));
}

function addSounding(hits, query, wanted) {
  const known = new Set(hits.map((h) => h[1])), sound = skeleton(query);
  searchIndex.forEach((entry, k) => {
    if (known.has(k)) return;
    const score = sound.replace(/ /g, '').length > 1 ? sounding(entry, sound) : 0;
    if (score) hits.push([score, k]);
    else if (wanted.length > 4 && entry.bare.some((n) => n.split(' ').some((w) => oneSlip(w, wanted)))) hits.push([0.6, k]);
  });
}

function sounding(entry, sound) {
  let best = 0;
  for (const bones of soundsOf(entry)) {
    if (bones === sound) best = Math.max(best, 2.6);
    else if (bones.split(' ').includes(sound)) best = Math.max(best, 2.2);
    else if (sound.length > 2 && (' ' + bones).includes(' ' + sound)) best = Math.max(best, 1.6);
    else if (sound.includes(' ') && sound.split(' ').every((s) => bones.split(' ').includes(s))) best = Math.max(best, 1.8);
  }
  return best;
}

// Whether two words differ by one letter added, dropped, changed or swapped.
function oneSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const ra = a.slice(i), rb = b.slice(i);
  return ra.slice(1) === rb || rb.slice(1) === ra || ra.slice(1) === rb.slice(1)
    || (ra[0] === rb[1] && ra[1] === rb[0] && ra.slice(2) === rb.slice(2));
}
