// The forms that add files: show how far an upload has come, let it be cancelled, and say what is wrong.
import { sendForm } from './attachments/sendForm.js';
import { clearProblems, showProblems } from './attachments/problems.js';

/** One upload at a time: when it is done the page is loaded again, which would cut off another. */
let underWay = false;

for (const form of document.querySelectorAll('[data-files-upload]')) followUpload(form);

addEventListener('beforeunload', (event) => {
  if (underWay) event.preventDefault();
});

/** The form goes on working without this; with it the page stays while the files are sent. */
function followUpload(form) {
  const input = form.querySelector('input[type="file"]');
  const button = form.querySelector('button[type="submit"]');
  const progress = form.querySelector('[data-files-progress]');
  const cancel = form.querySelector('[data-files-cancel]');
  const say = speaker(form.querySelector('[data-files-said]'));

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (underWay) return say('Another upload is under way. Wait until it is finished.');
    clearProblems();
    const files = [...input.files];
    const wrong = problemsOf(files, form.dataset);
    if (wrong.length > 0) return showProblems(input, wrong);
    void upload(files);
  });

  async function upload(files) {
    const sending = sendForm(form, (sent) => show(sent, files));
    cancel.addEventListener('click', sending.cancel);
    begin(files);
    const reply = await sending.reply;
    cancel.removeEventListener('click', sending.cancel);
    underWay = false;
    if (reply.next) return location.assign(reply.next); // with the list as it is now
    end();
    if (reply.problems) return showProblems(input, reply.problems);
    say('Cancelled. Nothing was added.');
    input.focus();
  }

  function begin(files) {
    underWay = true;
    show(0, files);
    progress.hidden = false;
    cancel.hidden = false;
    cancel.focus(); // the button that had focus goes
    button.hidden = true;
    input.disabled = true;
  }

  function end() {
    progress.hidden = true;
    button.hidden = false;
    input.disabled = false;
    say('');
  }

  /** @param sent from 0 to 1; 1 when everything has left this computer and the portal looks at it */
  function show(sent, files) {
    const percent = Math.floor(sent * 100);
    progress.querySelector('progress').value = percent;
    progress.querySelector('[data-files-percent]').textContent = `${percent}%`;
    const what = files.length === 1 ? `“${files[0].name}”` : `${files.length} files`;
    // In steps of ten: a screen reader reads out every change.
    if (sent < 1) return say(`Uploading ${what}: ${percent - (percent % 10)}% sent`);
    cancel.hidden = true; // too late: the portal has it
    say(`${what} sent. The portal is checking ${files.length === 1 ? 'it' : 'them'}.`);
  }
}

/** What can be told without sending anything. */
function problemsOf(files, { maxBytes, maxWords }) {
  if (files.length === 0) return ['Choose a file'];
  return files
    .filter((file) => file.size > Number(maxBytes))
    .map((file) => `“${file.name}” is larger than ${maxWords}`);
}

/** Says words once: setting the same again would have them read out again. */
function speaker(place) {
  return (words) => {
    if (place.textContent !== words) place.textContent = words;
  };
}
