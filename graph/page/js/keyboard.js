// Everything by keys.
const TYPING = 'input:not([type=range]):not([type=checkbox]), textarea, select';

function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (document.getElementById('help').open || event.defaultPrevented) return;
    const typing = event.target.matches && event.target.matches(TYPING);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyZ' && !typing) { event.preventDefault(); return event.shiftKey ? redo() : undo(); }
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const act = keyAction(event);
    if (act) { event.preventDefault(); act(); }
  });
}

// Letters are taken by their place on the keyboard, so that they work while Arabic is typed.
function keyAction(event) {
  const onCanvas = document.activeElement === canvas || document.activeElement === document.body;
  const byKey = { '/': () => finder.input.focus(), '?': openHelp, '؟': openHelp, '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => { fit(); settled(); }, Escape: escape };
  const byCode = { KeyL: () => (S.list ? closeCard() : openList('ties')), KeyF: () => togglePanel(), KeyT: toggleTheme, KeyG: switchLanguage, KeyE: surroundSelected };
  if (onCanvas && event.key.startsWith('Arrow')) return () => (event.shiftKey ? pan(event.key) : step(event.key));
  if (onCanvas && event.key === 'Enter') return () => { const h = document.querySelector('#detail h2'); if (h) h.focus(); };
  return byKey[event.key] || byCode[event.code] || null;
}

function escape() {
  if (S.picking !== null) { S.picking = null; document.body.classList.remove('picking'); drawFinder(); return drawCard(); }
  if (S.selected || S.list) return closeCard();
  if (S.filter.ego || S.filter.path) change((f) => { f.ego = f.path = null; });
}

function surroundSelected() {
  if (S.selected && S.selected.node !== undefined) showSurroundings(S.selected.node, S.filter.ego ? 0 : 1);
}

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function pan(key) {
  panBy(-WAYS[key][0] * 60, -WAYS[key][1] * 60);
}

// To the nearest actor in this direction; from nowhere, to the most important one.
function step(key) {
  const at = S.selected && S.selected.node !== undefined ? S.selected.node : -1;
  if (at < 0 || !scene.isShown[at]) { if (scene.rank.length) openActor(scene.rank[0]); return announceSelected(); }
  const [dx, dy] = WAYS[key];
  let best = -1, least = Infinity;
  for (const node of scene.shown) {
    const x = D.nodes.x[node] - D.nodes.x[at], y = D.nodes.y[node] - D.nodes.y[at], ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
    if (node === at || ahead <= 0 || ahead < aside * 0.6) continue;
    const cost = ahead + aside * 1.5;
    if (cost < least) { least = cost; best = node; }
  }
  if (best >= 0) openActor(best);
  announceSelected();
}

function announceSelected() {
  const s = S.selected;
  if (s && s.node !== undefined) announce(say('selected', { a: nameOf(s.node), n: count('ties', scene.degree[s.node]) }));
}
