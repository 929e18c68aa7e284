const { cells, doubts, equations, joint, rows } = data;
const state = { cell: -1, doubt: -1, correcting: null, corrections: new Map(), accepted: new Map(), fresh: 0 };
const inspector = $("inspector");
const rowOf = (key) => key.slice(0, key.lastIndexOf("/"));
const narrow = () => matchMedia("(max-width: 899px)").matches;
const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
const shown = (value) => (value === null ? "∅" : value);

cells.forEach((cell, n) => cell.correction && state.corrections.set(n, cell.correction));
for (const entry of data.kept.accepted || []) state.accepted.set(entry.doubt, entry);

// What was settled and not exported yet outlives the page, for this document and these readings.
const fileName = data.document.split(/[\\/]/).pop() || "report";
const drawer = `settled.${data.sha256}.${data.report}`;
function stow() {
  const held = [...state.corrections].map(([n, one]) => ({ ...one, key: cells[n].key, status: cells[n].status, raw: cells[n].raw }));
  remembered(drawer, JSON.stringify({ corrections: held, accepted: [...state.accepted.values()] }));
}
function unstow() {
  const found = data.sha256 ? remembered(drawer) : null;
  if (!found) return;
  const { corrections, accepted } = JSON.parse(found);
  const places = new Map(cells.map((cell, n) => [cell.key, n]));
  state.corrections.clear();
  for (const { key, status, raw, ...held } of corrections) {
    const n = places.get(key);
    if (n !== undefined && cells[n].status === status && cells[n].raw === raw) state.corrections.set(n, held);
  }
  state.accepted = new Map(accepted.map((held) => [held.doubt, held]));
  state.fresh = 1;
}
function exported() {
  state.fresh = 0;
  $("pending").hidden = true;
  remembered(drawer, "");
}
unstow();

// --- lighting up -----------------------------------------------------------------------------------------

const marked = (n) => all(`[data-cell~="${n}"]`);
function clear(...names) {
  for (const name of names) for (const one of all("." + name)) one.classList.remove(name);
}
function light(numbers, { scroll = true } = {}) {
  clear("lit", "near", "band", "bad");
  for (const n of numbers) for (const one of marked(n)) one.classList.add("lit");
  const first = numbers.find((n) => n >= 0);
  if (first === undefined) return;
  for (const row of new Set(numbers.map((n) => rowOf(cells[n].key)))) {
    if (numbers.length < 12) for (const one of all(`mark[data-row~="${rows[row].number}"]`)) one.classList.add("near");
    const chosen = rows[row].readings.find((reading) => reading.chosen);
    if (chosen && numbers.length < 12) band(chosen.lines);
  }
  if (scroll) show(first);
}
function band([first, last]) {
  for (let line = first; line <= Math.min(last, first + 400); line++) $("L" + line)?.classList.add("band");
}
function view(name) {
  if (!$("page")) return;
  $("page").hidden = name !== "page";
  $("text").hidden = name !== "text";
  for (const button of all("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === name);
}
const opened = () => ($("page") && !$("page").hidden ? $("page") : $("text"));
// Bring the cell's characters into sight, else its row's label, else its line.
function show(n) {
  const seen = (one) => one.offsetParent !== null || narrow();
  const pane = opened();
  let there = all(`mark[data-cell~="${n}"]`, pane)[0];
  if (!there && pane.id === "page" && all(`mark[data-cell~="${n}"]`, $("text")).length) {
    view("text");
    there = all(`mark[data-cell~="${n}"]`, $("text"))[0];
  }
  const row = rows[rowOf(cells[n].key)];
  there ||= all(`mark[data-row~="${row.number}"]`, opened())[0];
  const line = row.readings[0]?.lines[0] || cells[n].lines[0];
  there ||= line ? $("L" + line) : null;
  if (there && seen(there)) there.scrollIntoView({ block: "center", inline: "nearest" });
}
function toLine(line) {
  if (!line) return;
  view("text");
  if (narrow()) pane("source");
  const there = $("L" + line);
  if (!there) return;
  there.scrollIntoView({ block: "center" });
  there.classList.remove("flash");
  void there.offsetWidth;
  there.classList.add("flash");
}

// --- selecting -------------------------------------------------------------------------------------------

function select(n, { focus = true, doubt = -1 } = {}) {
  state.cell = n;
  state.correcting = null;
  if (doubt < 0) doubt = doubts.findIndex((one) => one.finding < 0 && one.cells.includes(n));
  current(doubt);
  light([n]);
  if (doubt >= 0) for (const other of doubts[doubt].cells) {
    if (other !== n) for (const one of all(`td[data-cell="${other}"]`)) one.classList.add("near");
  }
  inspect(n);
  const box = $("c" + n);
  if (box) {
    rove(box);
    if (focus) box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
    uncover(box);
  }
}
// The inspector lies over the end of the pane: a cell behind it is moved into sight.
function uncover(box) {
  if (!box || inspector.hidden) return;
  const under = box.getBoundingClientRect().bottom - inspector.getBoundingClientRect().top;
  if (under > -8) (narrow() ? window : $("right")).scrollBy(0, under + 40);
}
function current(n) {
  state.doubt = n;
  for (const one of all(".doubt")) one.setAttribute("aria-current", Number(one.dataset.doubt) === n);
  all(".doubt")[n]?.scrollIntoView({ block: "nearest" });
}
const done = (doubt) =>
  state.accepted.has(doubt.id) || (doubt.cells.length > 0 && doubt.finding < 0 && doubt.cells.every((n) => state.corrections.has(n)));

function toDoubt(n) {
  const doubt = doubts[n];
  if (!doubt) return;
  current(n);
  if (doubt.finding >= 0) toFinding(doubt.finding, n);
  else if (doubt.unclaimed >= 0) {
    close();
    current(n);
    clear("lit", "near", "band", "bad");
    toLine(data.unclaimed[doubt.unclaimed]);
    for (const one of all(`mark[data-unclaimed~="${doubt.unclaimed}"]`)) one.classList.add("lit");
    tell(all(".doubt")[n], doubt);
  } else {
    if (narrow()) pane("form");
    select(doubt.cells.find((cell) => !state.corrections.has(cell)) ?? doubt.cells[0], { doubt: n });
  }
}
function toFinding(place, doubt = -1) {
  const finding = data.findings[place];
  const balance = equations.findIndex((one) => "equation:" + one.id === finding.code);
  if (balance >= 0) return toEquation(balance, doubt);
  light(finding.cells);
  clear("bad");
  if (finding.line) toLine(finding.line);
  const box = $("c" + finding.cells[0]);
  if (!narrow()) box?.scrollIntoView({ block: "center", inline: "nearest" });
  const row = doubt >= 0 ? all(".doubt")[doubt] : document.querySelector(`[data-finding="${place}"]`);
  tell(row, doubts[doubt] || null);
  current(doubt);
  uncover(box);
}
function toEquation(place, doubt = -1) {
  const numbers = terms(equations[place]).map(([, n]) => n);
  light(numbers);
  state.cell = -1;
  if (equations[place].verdict === "broken") for (const n of numbers) $("c" + n)?.classList.add("bad");
  open_(make("h4", {}, pairOf(equations[place].message)), balanced(equations[place]), ...suspects(numbers), doubt >= 0 ? acceptance(doubts[doubt]) : null);
  current(doubt);
  const box = $("c" + numbers[0]);
  box?.scrollIntoView({ block: "nearest" });
  uncover(box);
}
// The figures among some cells whose change would mend the equations that fail.
function suspects(numbers) {
  const places = [...data.findings.keys()].filter((n) => data.findings[n].code.startsWith("suspect:") && data.findings[n].cells.some((cell) => numbers.includes(cell)));
  return places.map((n) => document.querySelector(`[data-finding="${n}"]`)?.cloneNode(true));
}
function step(by) {
  if (!doubts.length) return;
  const count = doubts.length;
  const from = state.doubt < 0 && by < 0 ? count : state.doubt;
  const order = [...doubts.keys()].map((i) => (((from + by * (i + 1)) % count) + count) % count);
  const left = order.filter((n) => !done(doubts[n]));
  toDoubt((left.length ? left : order)[0]);
}

// --- the inspector ---------------------------------------------------------------------------------------

const button = (name, action, kind = "") => make("button", { type: "button", class: kind, onclick: action }, say(name));
function open_(...parts) {
  const shut = make("button", { type: "button", class: "close", onclick: close, "aria-label": plain("close") }, "✕");
  inspector.replaceChildren(shut, ...parts.filter(Boolean));
  inspector.hidden = false;
}
function close() {
  inspector.hidden = true;
  clear("lit", "near", "band", "bad");
  state.cell = -1;
  state.correcting = null;
  current(-1);
}
function tell(row, doubt) {
  const text = make("div");
  for (const child of row?.childNodes || []) text.append(child.cloneNode(true));
  state.cell = -1;
  open_(text, doubt ? acceptance(doubt) : null);
}
function acceptance(doubt) {
  const held = state.accepted.get(doubt.id);
  return make("div", { class: "flow" }, held ? button("withdraw", () => accept(doubt)) : button("accept", () => accept(doubt), "main"),
    held ? make("small", {}, say("accepted"), " ", held.who || "", " ", held.when || "") : null);
}
function lines(numbers) {
  const row = make("span", { class: "flow" });
  for (const line of [...new Set(numbers)].slice(0, 8)) {
    row.append(make("button", { type: "button", onclick: () => toLine(line) }, say("line"), String(line), say("line_after")));
  }
  return row;
}
function pair(name, value) {
  return value === "" || value === null ? [] : [make("dt", {}, say(name)), make("dd", {}, value)];
}
function inspect(n) {
  const cell = cells[n];
  const held = state.corrections.get(n);
  const status = held ? "corrected" : cell.status;
  const figure = make("div", {}, make("span", { class: "big " + status }, held ? "✎" + shown(held.value) : cell.sign || "∅"), say(status));
  if (held) figure.append(make("small", {}, " — ", say("was"), " " + (cell.sign || "∅") + " · ", held.who + " · " + held.when + " · " + held.why));
  const facts = make("dl", {}, ...pair("key", cell.key), ...pair("raw", cell.raw), ...pair("unit", cell.unit), ...pair("layout", cell.layout),
    ...(cell.lines.length ? pair("place", lines(cell.lines)) : []));
  const doubt = doubts[state.doubt];
  const actions = make("div", { class: "flow" }, button("correct", () => correct([n]), doubt ? "" : "main"),
    held ? button("withdraw", () => withdraw(n)) : null);
  if (doubt && doubt.finding < 0) actions.append(...acceptance(doubt).childNodes);
  open_(make("h4", {}, cell.label), figure, choices(n), actions, make("div", { id: "form-place" }), solutions(n), facts, sums(n), readings(n));
}
function choices(n) {
  if (!cells[n].candidates.length) return null;
  const row = make("div", { class: "flow" }, make("span", { class: "quiet" }, say("candidates")));
  cells[n].candidates.forEach((value, place) => {
    const name = value === null ? say("blank_value") : value;
    row.append(make("button", { type: "button", "data-candidate": place, onclick: () => correct([n], [value]) }, make("b", {}, name), make("small", {}, ` ${place + 1}`)));
  });
  return row;
}
// The joint solutions as far as they concern the cell's row: each way to fill it, and in how many of them.
function solutions(n) {
  const found = joint.find((one) => one.cells.includes(n));
  if (!found) return null;
  const places = [...found.cells.keys()].filter((i) => rowOf(cells[found.cells[i]].key) === rowOf(cells[n].key));
  const own = places.map((i) => found.cells[i]);
  const ways = new Map();
  for (const solution of found.solutions) {
    const way = places.map((i) => solution[i]);
    const name = JSON.stringify(way);
    ways.set(name, { way, count: (ways.get(name)?.count || 0) + 1 });
  }
  const head = own.map((cell) => make("th", { scope: "col", class: cell === n ? "lit" : "" }, cells[cell].label.split("·").slice(-1)[0]));
  const lines_ = [...ways.values()].map(({ way, count }) => make("tr", {},
    ...way.map((value, i) => make("td", { class: own[i] === n ? "lit" : "" }, shown(value))),
    make("td", {}, make("small", {}, `${count} / ${found.solutions.length}`)),
    make("td", {}, button("choose_all", () => correct(own, way)))));
  const more = found.count - found.solutions.length;
  return make("div", {}, make("h5", {}, say("joint"), ` (${found.count})`),
    make("div", { class: "scroll" }, make("table", { class: "joint" }, make("tr", {}, ...head, make("th"), make("th")), ...lines_)),
    more > 0 ? make("small", {}, `${more} `, say("joint_more")) : null);
}
// Sums of decimals, exact: as whole numbers of the smallest place that any of them has.
function judged(equation) {
  const own = terms(equation).map(([, n]) => n);
  if (!own.some((n) => state.corrections.has(n) || cells[n].correction)) return equation;
  const texts = new Map(own.map((n) => [n, state.corrections.has(n) ? state.corrections.get(n).value : cells[n].value]));
  const places = Math.max(0, ...[...texts.values()].map((text) => (text?.split(".")[1] || "").length));
  const whole = (text) => BigInt((([head, tail = ""]) => head + tail.padEnd(places, "0"))(text.split(".")));
  const sums = equation.sides.map((side) => side.reduce((sum, [weight, n]) => sum + BigInt(weight) * (texts.get(n) ? whole(texts.get(n)) : 0n), 0n));
  const open = own.some((n) => !state.corrections.has(n) && (["ambiguous", "contested"].includes(cells[n].status) || (cells[n].status === "absent" && equation.verdict === "open")));
  const holds = equation.op === "=" ? sums[0] === sums[1] : sums[0] <= sums[1];
  const verdict = open ? "open" : holds ? "holds" : [...texts.values()].includes(null) ? "open" : "broken";
  const digits = (sum) => {
    const text = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
    return (sum < 0n ? "-" : "") + (places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text);
  };
  return { ...equation, verdict, sums: sums.map(digits), corrected: true };
}
// What tells the cells of an equation apart: the last part of each label that not all of them begin or end with.
function told(numbers) {
  const paths = numbers.map((n) => cells[n].label.split("·"));
  const alike = (at) => paths.length > 1 && paths.every((path) => path.length > 1 && path.at(at) === paths[0].at(at));
  while (alike(0)) paths.forEach((path) => path.shift());
  while (alike(-1)) paths.forEach((path) => path.pop());
  return new Map(numbers.map((n, i) => [n, paths[i].at(-1)]));
}
const terms = (equation) => equation.sides.flat().filter(([, n]) => n >= 0);
function balanced(read) {
  const equation = judged(read);
  const sign = { broken: equation.op === "=" ? "≠" : ">", holds: equation.op === "=" ? "=" : "≤", open: equation.op === "=" ? "≟" : "≤?" };
  const line = make("div", { class: "sum" });
  const names = told(terms(equation).map(([, n]) => n));
  equation.sides.forEach((side, place) => {
    if (place) line.append(make("b", { class: "verdict " + equation.verdict }, ` ${sign[equation.verdict]} `));
    if (side.length !== 1 || side[0][0] !== 1) line.append(make("b", {}, equation.sums[place]), side.length ? " = " : "");
    side.forEach(([weight, n], i) => {
      if (i || weight < 0) line.append(weight < 0 ? " − " : " + ");
      if (n < 0) return line.append("·");
      const held = state.corrections.get(n);
      const figure = held ? "✎" + shown(held.value) : cells[n].sign || "∅";
      line.append(make("button", { type: "button", class: "term" + (n === state.cell ? " lit" : ""), title: cells[n].label, onclick: () => select(n) },
        Math.abs(weight) === 1 ? "" : `${Math.abs(weight)}×`, make("b", {}, figure), " ", make("small", {}, names.get(n).slice(0, 12))));
    });
  });
  line.append(make("span", { class: "verdict " + equation.verdict }, say(equation.verdict)));
  if (equation.corrected) line.append(make("small", {}, "✎ ", say("with_corrected")));
  return line;
}
function sums(n) {
  const own = equations.filter((one) => terms(one).some(([, cell]) => cell === n));
  if (!own.length) return null;
  const order = { broken: 0, open: 1, holds: 2 };
  own.sort((a, b) => order[a.verdict] - order[b.verdict]);
  return make("div", {}, make("h5", {}, say("equations")), ...own.map(balanced));
}
function readings(n) {
  const found = rows[rowOf(cells[n].key)].readings;
  if (!found.length) return null;
  const parts = found.slice(0, 8).map((one) => make("div", { class: "reading" + (one.chosen ? " chosen" : "") },
    make("b", {}, one.layout), " · ", say(one.chosen ? "chosen" : "passed"), " · ", lines(one.lines), " ", make("q", {}, one.label), " ",
    one.figures.map((f) => f || "∅").join(" "), one.assumes.length ? make("small", {}, " · ", say("assumes"), " ", one.assumes.join("; ")) : ""));
  return make("div", {}, make("h5", {}, say("readings")), ...parts);
}

// --- accepting and correcting ----------------------------------------------------------------------------

function accept(doubt) {
  if (!doubt) return;
  const had = state.accepted.delete(doubt.id);
  if (!had) state.accepted.set(doubt.id, { doubt: doubt.id, who: remembered("who") || "", when: now() });
  changed();
  if (!had) step(1);
  else toDoubt(doubts.indexOf(doubt));
}
function correct(numbers, values = null) {
  const n = numbers[0];
  if (!numbers.includes(state.cell)) select(n);
  const held = state.corrections.get(n);
  const many = numbers.length > 1;
  const start = values ? shown(values[0]) : held ? held.value ?? "" : cells[n].value ?? "";
  const value = make("input", { name: "value", inputmode: "decimal", autocomplete: "off", value: values?.[0] === null ? "" : start, placeholder: plain("value_help"), "aria-label": plain("value") });
  const who = make("input", { name: "who", autocomplete: "name", value: remembered("who") || "", "aria-label": plain("who") });
  const why = make("input", { name: "why", autocomplete: "off", value: held?.why || "", "aria-label": plain("why"), class: "wide" });
  const wrong = make("span", { class: "wrong", role: "alert" });
  const form = make("form", { class: "correct" },
    ...(many ? [make("span", {}, say("value")), make("span", {}, values.map(shown).join(" "))] : [make("label", {}, say("value")), value]),
    make("label", {}, say("who")), who, make("label", {}, say("why")), why,
    make("div", { class: "flow" }, make("button", { class: "main" }, say("keep")), button("cancel", () => inspect(n)), wrong));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const texts = many ? values : [value.value.trim().replaceAll(",", "")];
    if (!texts.every((text) => text === null || text === "" || /^-?\d+(\.\d+)?$/.test(text))) return wrong.replaceChildren(say("no_number"));
    if (!who.value.trim() || !why.value.trim()) return wrong.replaceChildren(say("why_needed"));
    remembered("who", who.value.trim());
    numbers.forEach((one, i) => keep(one, texts[i] === "" ? null : texts[i], who.value.trim(), why.value.trim()));
    changed();
    select(n);
  });
  state.correcting = n;
  $("form-place").replaceChildren(form);
  (many || values ? (who.value ? why : who) : value).focus();
  if (!many && !values) value.select();
  form.scrollIntoView({ block: "nearest" });
}
function keep(n, value, who, why) {
  const digits = value === null ? null : value.replace(/^(-?)0+(?=\d)/, "$1");
  state.corrections.set(n, { value: digits, who, when: now(), why });
  paint(n);
}
function withdraw(n) {
  state.corrections.delete(n);
  paint(n);
  changed();
  select(n);
}
function paint(n) {
  const held = state.corrections.get(n);
  for (const box of all(`td[data-cell="${n}"]`)) {
    box.classList.remove("corrected", cells[n].status);
    box.classList.add(held ? "corrected" : cells[n].status);
    box.querySelector(".figure").textContent = held ? "✎" + shown(held.value) : cells[n].sign;
    box.querySelector(".hidden").replaceChildren(say(held ? "corrected" : cells[n].status));
  }
}
function changed() {
  state.fresh++;
  stow();
  pending();
  mend();
}
function pending() {
  $("pending").hidden = !state.fresh;
  $("pending").textContent = `● ${state.corrections.size + state.accepted.size}`;
}
function mend() {
  let left = 0;
  doubts.forEach((doubt, n) => {
    all(".doubt")[n].classList.toggle("done", done(doubt));
    left += !done(doubt);
  });
  $("doubt-count").textContent = left === doubts.length ? String(left) : `${left} / ${doubts.length}`;
  const counts = {};
  cells.forEach((cell, n) => {
    const status = state.corrections.has(n) ? "corrected" : cell.status;
    counts[status] = (counts[status] || 0) + 1;
  });
  for (const one of all("[data-count]")) {
    one.textContent = counts[one.dataset.count] || 0;
    one.parentElement.classList.toggle("zero", !counts[one.dataset.count]);
  }
}

// --- the file of corrections -----------------------------------------------------------------------------

const text = (value) => JSON.stringify(value).replaceAll("\u007f", "\\u007F");
const entry = (table, pairs) => [`[[${table}]]`, ...pairs.map(([name, value]) => `${name} = ${value}`)].join("\n");
function sidecar() {
  const parts = ["# Corrections made with gouji review. Keep this file beside the document.", `version = 1\n\n[document]\nname = ${text(fileName)}\nsha256 = ${text(data.sha256)}`];
  for (const [n, held] of [...state.corrections].sort(([a], [b]) => a - b)) {
    const value = held.value === null ? ["blank", "true"] : ["value", held.value];
    parts.push(entry("corrections", [["report", data.report], ["key", text(cells[n].key)], ["status", text(cells[n].status)], ["raw", text(cells[n].raw)],
      value, ["who", text(held.who)], ["when", held.when || now()], ["why", text(held.why)]]));
  }
  for (const held of state.accepted.values()) {
    parts.push(entry("accepted", [["report", data.report], ["doubt", text(held.doubt)], ["who", text(held.who || remembered("who") || "")], ["when", held.when]]));
  }
  for (const [table, pairs] of data.kept.others || []) parts.push(entry(table, pairs));
  return parts.join("\n\n") + "\n";
}
function save() {
  const name = fileName + ".gouji.toml";
  const area = make("textarea", { readonly: true, spellcheck: "false", "aria-label": name });
  area.value = sidecar();
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([area.value], { type: "application/toml" })), id: "download" }, make("button", { type: "button", class: "main", tabindex: "-1" }, say("download")));
  const copy = button("copy", async () => {
    area.select();
    try { await navigator.clipboard.writeText(area.value); } catch { document.execCommand("copy"); }
    copy.replaceChildren(say("copied"));
    exported();
  });
  const sheet = make("dialog", { id: "saved" }, make("h2", {}, name), make("p", { class: "quiet" }, say("save_help")), area,
    make("div", { class: "flow" }, link, copy, button("close", () => sheet.close())));
  sheet.addEventListener("close", () => sheet.remove());
  link.addEventListener("click", exported);
  document.body.append(sheet);
  sheet.showModal();
}
window.addEventListener("beforeunload", (event) => { if (state.fresh) event.preventDefault(); });

// --- the form as a grid ----------------------------------------------------------------------------------

const grids = all("table[role=grid]").map((table) => {
  const grid = [...table.rows].map(() => []);
  [...table.rows].forEach((row, top) => {
    let left = 0;
    for (const box of row.cells) {
      while (grid[top][left]) left++;
      for (let y = top; y < Math.min(top + box.rowSpan, grid.length); y++) for (let x = left; x < left + box.colSpan; x++) grid[y][x] = box;
      left += box.colSpan;
    }
  });
  return grid;
});
function rove(box) {
  for (const other of all("[role=gridcell][tabindex='0']", box.closest("table"))) other.tabIndex = -1;
  box.tabIndex = 0;
}
for (const table of all("table[role=grid]")) {
  const first = table.querySelector("[role=gridcell]");
  if (first) first.tabIndex = 0;
}
function beside(box, down, across) {
  for (const grid of grids) {
    const top = grid.findIndex((row) => row.includes(box));
    if (top < 0) continue;
    let [y, x] = [top, grid[top].indexOf(box)];
    do { y += down; x += across; } while (grid[y]?.[x] && (grid[y][x] === box || !grid[y][x].matches("[role=gridcell]")));
    return grid[y]?.[x] || null;
  }
  return null;
}

// --- hands -----------------------------------------------------------------------------------------------

function pane(name) {
  document.body.dataset.pane = name;
  for (const tab of all("[role=tab]")) tab.setAttribute("aria-selected", tab.dataset.pane === name);
  if (name === "source" && state.cell >= 0) show(state.cell);
}
const numberOf = (one) => Number(one.dataset.cell.split(" ")[0]);
document.addEventListener("click", (event) => {
  const one = event.target.closest("[data-cell],[data-unclaimed],[data-row],[data-doubt],[data-equation],[data-finding],[data-view],[role=tab]");
  if (!one) return;
  const { dataset } = one;
  if (dataset.cell) {
    const stack = dataset.cell.split(" ").map(Number);
    select(stack[(stack.indexOf(state.cell) + 1) % stack.length], { focus: !narrow() || one.tagName === "TD" });
  } else if (dataset.unclaimed) toDoubt(doubts.findIndex((doubt) => doubt.unclaimed === Number(dataset.unclaimed.split(" ")[0])));
  else if (dataset.row) select(cells.findIndex((cell) => rows[rowOf(cell.key)].number === Number(dataset.row.split(" ")[0])));
  else if (dataset.doubt) toDoubt(Number(dataset.doubt));
  else if (dataset.equation) toEquation(Number(dataset.equation));
  else if (dataset.finding) toFinding(Number(dataset.finding));
  else if (dataset.view) view(dataset.view);
  else if (dataset.pane) pane(dataset.pane);
});
for (const kind of ["mouseover", "mouseout"]) {
  document.addEventListener(kind, (event) => {
    const one = event.target.closest?.("[data-cell]");
    if (one) for (const other of marked(numberOf(one))) other.classList.toggle("hover", kind === "mouseover");
  });
}
document.addEventListener("focusin", (event) => {
  const box = event.target.closest?.("td[data-cell]");
  if (box && numberOf(box) !== state.cell && box.matches(":focus-visible")) select(numberOf(box), { focus: false });
});
const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("saved")) return;
  const typing = event.target.matches("input, textarea");
  if (event.key === "Escape") {
    if (state.correcting !== null) inspect(state.correcting), (state.correcting = null);
    else close();
    return;
  }
  if (typing) return;
  const box = event.target.closest?.("td[data-cell]");
  if (box && arrows[event.key]) {
    const next = beside(box, ...arrows[event.key]);
    event.preventDefault();
    if (next) select(numberOf(next));
    return;
  }
  if (box && (event.key === "Enter" || event.key === " ")) return event.preventDefault(), select(numberOf(box));
  const digit = Number(event.key);
  const actions = {
    j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1), s: save,
    a: () => accept(doubts[state.doubt]), e: () => state.cell >= 0 && correct([state.cell]),
  };
  if (actions[event.key.toLowerCase()]) event.preventDefault(), actions[event.key.toLowerCase()]();
  else if (digit >= 1 && state.cell >= 0 && digit <= cells[state.cell].candidates.length) {
    event.preventDefault();
    correct([state.cell], [cells[state.cell].candidates[digit - 1]]);
  }
});
$("save").addEventListener("click", save);
$("next")?.addEventListener("click", () => step(1));
$("previous")?.addEventListener("click", () => step(-1));
$("wrap").addEventListener("click", () => {
  const wrapped = $("text").dataset.wrap !== "true";
  $("text").dataset.wrap = wrapped;
  $("wrap").setAttribute("aria-pressed", wrapped);
});
for (const n of cells.keys()) if (state.corrections.has(n) || cells[n].correction) paint(n);
pending();
document.body.dataset.pane = "form";
if (cells.some((cell) => cell.layout === "html")) view("page");
mend();
