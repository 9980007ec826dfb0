const field = document.getElementById("filter"), told = document.getElementById("told");
const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
field.addEventListener("input", () => {
  const wanted = fold(field.value.trim());
  let shown = 0;
  for (const row of document.querySelectorAll("#rows tr")) {
    row.hidden = !fold(row.textContent).includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  told.textContent = shown + " shown";
});
