/** A mail server that delivers nothing: it keeps every mail as a file, and shows them on a page and as JSON. */
import { openStore } from './store.mjs';
import { createMailServer } from './smtp.mjs';
import { createPage } from './page.mjs';

const { HOST = '127.0.0.1', SMTP_PORT = '2525', PAGE_PORT = '8025', MAIL_FOLDER = '.local/mail' } = process.env;

const store = openStore(MAIL_FOLDER);
const smtp = createMailServer(store);
const page = createPage(store);

smtp.listen(Number(SMTP_PORT), HOST);
page.listen(Number(PAGE_PORT), HOST);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    smtp.close();
    page.close();
    page.closeAllConnections();
  });
}
