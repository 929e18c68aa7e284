const body = document.querySelector(".reports tbody");
const heads = all(".reports thead th");
heads.forEach((head, place) => head.querySelector("button").addEventListener("click", () => {
  const number = head.classList.contains("n");
  const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : number;
  const value = (row) => {
    const cell = row.cells[place];
    if (cell.dataset.order) return Number(cell.dataset.order);
    return number ? Number(cell.textContent) : cell.textContent.trim();
  };
  const order = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "zh"));
  const rows = [...body.rows].sort((a, b) => order(value(a), value(b)) * (down ? -1 : 1));
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...rows);
}));
document.getElementById("filter").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
