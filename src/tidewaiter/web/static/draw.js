// The structure editor, loaded only when it is opened. What is drawn is asked as SMILES in a field of its own.
const place = document.getElementById("editor");
const panel = document.getElementById("draw");

if (place && panel) {
  const box = document.getElementById("f-q");
  const field = document.getElementById("f-structure");
  const told = document.getElementById("drawn");
  let editor = null;
  let library = null;

  const smilesOf = (molecule) => {
    try {
      return molecule.getAllAtoms() ? molecule.toIsomericSmiles() : "";
    } catch {
      return "";
    }
  };

  const looksDrawn = (text) => /^[A-Za-z0-9@+\-[\]()=#$:.%/\\*]+$/.test(text) && !/^\d+-\d+-\d$/.test(text);

  const open = async () => {
    if (editor || !panel.open) return;
    told.textContent = "Loading the editor ...";
    try {
      library = await import(place.dataset.source);
      editor = new library.CanvasEditor(place);
    } catch {
      told.textContent = "The editor could not be loaded. Write the structure as SMILES in the box above.";
      return;
    }
    told.textContent = "";
    const written = field.value || box.value.trim();
    if (written && (field.value || looksDrawn(written))) {
      try {
        editor.setMolecule(library.Molecule.fromSmiles(written));
      } catch {
        // a name, not a structure: the sheet stays empty
      }
    }
    editor.setOnChangeListener(({ isUserEvent, type }) => {
      if (!isUserEvent || type !== "molecule") return;
      const smiles = smilesOf(editor.getMolecule());
      field.value = smiles;
      box.required = !smiles;
      if (smiles) box.value = "";
      told.textContent = smiles ? `Drawn: ${smiles}` : "Nothing is drawn.";
    });
    place.dataset.ready = "yes";
  };

  // what is typed is asked in place of what was drawn
  box.addEventListener("input", () => {
    field.value = "";
    box.required = true;
    told.textContent = "";
  });
  panel.addEventListener("toggle", open);
  open();
}
