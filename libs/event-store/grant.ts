/** Least privilege in one line: what the app's role (the name of its database and `_app`) may do. For migrations. */
export const grant = (rights: string, on: string): string =>
  `DO $$ BEGIN EXECUTE 'GRANT ${rights} ON ${on} TO ' || quote_ident(current_database() || '_app'); END $$`;
