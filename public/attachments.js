// The forms that add files: each file that is chosen or dropped is sent at once, in a row of its own.
import { knownProblem } from './attachments/knownProblem.js';
import { rowFor } from './attachments/row.js';
import { followUpload } from './attachments/upload.js';

/** What leaving the page would lose: being sent, waiting for its turn, or failed and to be tried again. */
const unfinished = new Set();

for (const form of document.querySelectorAll('[data-files-upload]')) addFiles(form);

addEventListener('beforeunload', (event) => {
  if (unfinished.size > 0) event.preventDefault();
});
// A file that is dropped beside the marked places would be opened in place of the page.
for (const type of ['dragover', 'drop']) {
  addEventListener(type, (event) => {
    if (!event.dataTransfer?.types.includes('Files') || event.defaultPrevented) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  });
}

/** Without this the form sends what was chosen when its button is pressed. */
function addFiles(form) {
  const input = form.querySelector('input[type="file"]');
  const rows = form.querySelector('[data-files-rows]');
  const said = form.querySelector('[data-files-said]');
  const say = (words) => {
    said.textContent = words;
  };
  form.querySelector('[data-files-how]').hidden = false;
  form.querySelector('[data-files-send]').hidden = true;

  input.addEventListener('change', () => {
    take([...input.files]);
    input.value = ''; // what was chosen has its row now, and may be chosen again
  });
  if (input.files.length > 0) input.dispatchEvent(new Event('change'));
  acceptDrops(form, take);

  /** @param folders their names: they cannot be sent */
  function take(files, folders = []) {
    let sending = 0;
    for (const file of files) {
      const row = rowFor(form, file);
      rows.append(row.element);
      const problem = folders.includes(file.name)
        ? 'This is a folder. Add the files that are in it.'
        : knownProblem(file, form.dataset, unfinished.size);
      if (problem) row.refuse(problem);
      else {
        followUpload(file, row, { form, say, unfinished });
        sending += 1;
      }
    }
    if (sending > 0) say(sending === 1 ? 'Sending 1 file.' : `Sending ${sending} files.`);
  }
}

function acceptDrops(form, take) {
  let inside = 0;
  const mark = (change) => {
    inside = Math.max(0, inside + change);
    form.classList.toggle('portal-files__add--over', inside > 0);
  };
  form.addEventListener('dragenter', () => mark(1));
  form.addEventListener('dragleave', () => mark(-1));
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(-inside);
    const folders = [...event.dataTransfer.items]
      .map((item) => item.webkitGetAsEntry?.())
      .filter((entry) => entry?.isDirectory)
      .map(({ name }) => name);
    take([...event.dataTransfer.files], folders);
  });
}
