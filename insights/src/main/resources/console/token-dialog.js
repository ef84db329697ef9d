/** What may be in a header as it is: RFC 6750, section 2.1. */
const FORM = /^[A-Za-z0-9._~+/=-]+$/;

/** Asks for the management token, and for nothing else until there is one. */
export class TokenDialog {
  #dialog;
  #input;
  #wrong;

  /** @param {(token: string) => void} onToken */
  constructor(dialog, onToken) {
    this.#dialog = dialog;
    this.#input = dialog.querySelector('input');
    this.#wrong = dialog.querySelector('[role=alert]');
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      const token = this.#input.value.trim();
      this.#input.value = '';
      if (FORM.test(token)) {
        dialog.close();
        onToken(token);
      } else {
        this.ask(true);
      }
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** @param {boolean} wasWrong whether one was shown already */
  ask(wasWrong) {
    this.#wrong.textContent = wasWrong ? 'The node does not take this token.' : '';
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
    this.#input.focus();
  }
}
