// Steps through the ties that pass: who lies within reach of one actor, and the shortest way between two.

// Pairs of `node` that have a passing event.
function passingPairs(node) {
  return Array.from(listOf(D.pairsOf, node)).filter((p) => listOf(D.pairEvents, p).some((e) => R.pass[e]));
}

function otherEnd(pair, node) {
  return D.pairs.a[pair] === node ? D.pairs.b[pair] : D.pairs.a[pair];
}

function within(start, steps) {
  const near = new Uint8Array(D.n);
  let edge = [start];
  near[start] = 1;
  for (let step = 0; step < steps; step++) {
    const next = [];
    for (const node of edge) for (const pair of passingPairs(node)) {
      const other = otherEnd(pair, node);
      if (!near[other]) { near[other] = 1; next.push(other); }
    }
    edge = next;
  }
  return near;
}

// Fewest steps; among ways equally short, the one over the strongest ties.
function shortestPath(from, to) {
  const far = new Map([[from, 0]]), best = new Map([[from, { strength: 0, by: null }]]);
  let edge = [from];
  while (edge.length && !far.has(to)) {
    const next = [];
    for (const node of edge) for (const pair of passingPairs(node)) {
      const other = otherEnd(pair, node), steps = far.get(node) + 1;
      if (far.has(other) && far.get(other) < steps) continue;
      if (!far.has(other)) { far.set(other, steps); next.push(other); }
      const strength = best.get(node).strength + Math.log1p(listOf(D.pairEvents, pair).filter((e) => R.pass[e]).length);
      if (!best.has(other) || best.get(other).strength < strength) best.set(other, { strength, by: pair, via: node });
    }
    edge = next;
  }
  if (!far.has(to) || from === to) return null;
  const nodes = [to], pairs = [];
  for (let at = to; at !== from; at = best.get(at).via) { pairs.unshift(best.get(at).by); nodes.unshift(best.get(at).via); }
  return { nodes, pairs };
}
