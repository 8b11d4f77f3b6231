"use strict";
// The query page: ready questions, an editor, the answer as a table. Everything shown goes through textContent.
(async () => {
  const at = (id) => document.getElementById(id);
  const words = JSON.parse(at("words").content.textContent);
  const language = document.documentElement.lang;
  const inLanguage = (names) => names[language] || names.en;
  const shipped = await (await fetch("/ready")).json();
  const byName = new Map(shipped.queries.map((query) => [query.name, query]));
  let running = null;

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  for (const query of shipped.queries) at("ready").append(make("option", inLanguage(query.title), { value: query.name }));

  const choose = (values = {}) => {
    const query = byName.get(at("ready").value);
    at("parameters").replaceChildren();
    at("editor").open = !query;
    at("description").textContent = query ? inLanguage(query.description) : "";
    if (!query) return;
    at("text").value = query.text;
    for (const parameter of query.parameters) {
      const label = make("label", inLanguage(parameter.what));
      const input = make("input", undefined, { name: `p-${parameter.name}`, placeholder: parameter.default, dir: "auto", form: "none" });
      input.dataset.name = parameter.name;
      input.value = values[parameter.name] || "";
      if (parameter.kind === "actor") suggest(input);
      label.append(input);
      at("parameters").append(label);
    }
  };

  // Names of actors are offered while they are typed.
  const suggest = (input) => {
    const list = make("datalist", undefined, { id: `names-${input.dataset.name}` });
    input.setAttribute("list", list.id);
    at("parameters").append(list);
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const wanted = input.value.trim();
        if (wanted.length < 2) return;
        const hits = await (await fetch("/search?" + new URLSearchParams({ q: wanted }))).json();
        if (input.value.trim() !== wanted) return;
        list.replaceChildren(...hits.slice(0, 12).map((hit) => make("option", undefined, { value: (language === "en" && hit.labels.en) || hit.labels.ar || Object.values(hit.labels)[0] })));
      }, 200);
    });
  };

  const values = () => {
    const found = {};
    for (const input of at("parameters").querySelectorAll("input")) if (input.value.trim()) found[input.dataset.name] = input.value.trim();
    return found;
  };

  const remember = () => {
    const name = at("ready").value;
    const kept = name && !at("text").dataset.edited ? { ready: name, ...values() } : { query: at("text").value };
    history.replaceState(null, "", "#" + new URLSearchParams(kept));
  };

  // A name and the IRI of what it names come in two columns: shown is the name, linked to it.
  const targets = {
    who: ["a"], who_en: ["a"], whom: ["b"], whom_en: ["b"], name: ["actor"], name_en: ["actor"], person_name: ["person", "holder"],
    person_name_en: ["person", "holder"], other_name: ["other"], partner_name: ["partner"], partner_name_en: ["partner"],
    body_name: ["of"], tie: ["event"], tie_en: ["event"], sentence: ["event"], title: ["article"], date: ["event"], participants: ["occasion"],
  };
  const hidden = (name, all) => {
    const twin = language === "en" ? name + "_en" : name.replace(/_en$/, "");
    if (twin !== name && all.includes(twin)) return true;
    if ((name === "relation" || name === "kind") && all.includes("tie")) return true;
    return all.some((other) => (targets[other] || []).includes(name));
  };
  const address = (iri) => "/id/" + iri.slice(shipped.base.length) + (language === "en" ? "?lang=en" : "");
  const heading = (name) => words.columns[name.replace(/_en$/, "")] || name.replaceAll("_", " ");

  const cell = (name, row) => {
    const td = make("td"), term = row[name] || row[name.replace(/_en$/, "")];
    if (!term) return td;
    const target = (targets[name] || []).map((other) => row[other]).find((other) => other && other.type === "uri" && other.value.startsWith(shipped.base));
    if (term.type !== "uri") {
      const text = words.columns[name] && ["state", "status", "report_says", "basis"].includes(name) ? words[term.value] || term.value : term.value;
      const shown = make("bdi", text, term["xml:lang"] ? { lang: term["xml:lang"] } : {});
      if ((term.datatype || "").endsWith("#date") || /^\d{4}-\d{2}(-\d{2})?$/.test(term.value)) shown.className = "day";
      if ((term.datatype || "").match(/#(integer|decimal|double)$/)) td.className = "number";
      if (name === "sentence") td.className = "quote";
      if (target && name !== "date") { const link = make("a", undefined, { href: address(target.value) }); link.append(shown); td.append(link); } else td.append(shown);
      return td;
    }
    if (term.value.startsWith(shipped.base)) td.append(make("a", shorten(term.value), { href: address(term.value), title: term.value, dir: "ltr" }));
    else td.append(make("bdi", shorten(term.value), { title: term.value, dir: "ltr" }));
    return td;
  };

  const shorten = (iri) => {
    if (iri.startsWith(shipped.base)) return decode(iri.slice(shipped.base.length));
    for (const [prefix, base] of Object.entries(shipped.prefixes)) if (prefix !== "id" && iri.startsWith(base)) return prefix + ":" + iri.slice(base.length);
    return iri;
  };
  const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

  const show = (answer) => {
    if ("boolean" in answer) { at("answer").replaceChildren(make("p", answer.boolean ? words.yes : words.no, { class: "truth" })); return 0; }
    const rows = answer.results.bindings, every = answer.head.vars;
    const vars = every.filter((name) => !hidden(name, every));
    const table = make("table"), head = make("tr"), body = make("tbody"), thead = make("thead");
    for (const name of vars) head.append(make("th", heading(name), { scope: "col", title: "?" + name }));
    thead.append(head);
    for (const row of rows) { const tr = make("tr"); for (const name of vars) tr.append(cell(name, row)); body.append(tr); }
    table.append(thead, body);
    at("answer").replaceChildren(rows.length ? table : make("p", words.empty, { class: "nothing" }));
    return rows.length;
  };

  const bind = async () => {
    const name = at("ready").value;
    if (!name || at("text").dataset.edited) return;
    const response = await fetch(`/ready/${name}?` + new URLSearchParams(values()));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    at("text").value = text;
  };

  const run = async () => {
    if (running) running.abort();
    const mine = (running = new AbortController());
    const begun = performance.now();
    at("state").textContent = words.running; at("state").className = "soft"; at("stop").hidden = false; at("csv").hidden = true;
    try {
      await bind();
      remember();
      const response = await fetch("/sparql", {
        method: "POST", body: at("text").value, signal: mine.signal,
        headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json, text/turtle;q=0.5" },
      });
      const body = await response.text();
      if (!response.ok) throw new Error(body);
      const seconds = ((performance.now() - begun) / 1000).toFixed(2);
      const cut = response.headers.get("x-rawabit-truncated") ? ` (${words.cut})` : "";
      if (response.headers.get("content-type").startsWith("application/sparql-results+json")) {
        const answer = JSON.parse(body), rows = show(answer);
        at("state").textContent = ("boolean" in answer ? "" : `${rows} ${words.rows}${cut} · `) + `${seconds} ${words.seconds}`;
        at("csv").hidden = "boolean" in answer || !rows;
      } else {
        at("answer").replaceChildren(make("pre", body, { dir: "ltr" }));
        at("state").textContent = `${seconds} ${words.seconds}${cut}`;
      }
    } catch (error) {
      if (error.name === "AbortError") { if (running === mine) at("state").textContent = ""; return; }
      at("state").textContent = error.message.trim(); at("state").className = "error"; at("answer").replaceChildren();
    } finally { if (running === mine) { running = null; at("stop").hidden = true; } }
  };

  at("ready").addEventListener("change", () => { delete at("text").dataset.edited; choose(); run(); });
  at("text").addEventListener("input", () => { at("text").dataset.edited = "yes"; });
  at("run").addEventListener("click", run);
  at("stop").addEventListener("click", () => running && running.abort());
  document.addEventListener("keydown", (event) => {
    const inParameter = event.key === "Enter" && event.target.matches("#parameters input");
    if (inParameter || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) { event.preventDefault(); run(); }
  });

  const state = new URLSearchParams(location.hash.slice(1) || location.search.slice(1));
  if (byName.has(state.get("ready"))) { at("ready").value = state.get("ready"); choose(Object.fromEntries(state)); run(); }
  else if (state.get("query")) { at("text").value = state.get("query"); at("text").dataset.edited = "yes"; if (location.hash) run(); }
  at("question").dataset.ready = "yes";
})();
