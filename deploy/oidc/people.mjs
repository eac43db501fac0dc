/** The specimen users: one of each role. Nobody here exists, and nothing but a specimen provider may know them. */

/** `sub` names the user in tokens; each user has a client of the same name for scripts, whose secret is `specimen`. */
export const people = [
  { sub: 'host', name: 'Specimen Hotel', role: 'host' },
  { sub: 'second-host', name: 'Second Specimen Hotel', role: 'host' },
  { sub: 'officer', name: 'Officer at ASAN Baku 1', role: 'officer', office: 'asan-baku-1' },
  { sub: 'second-officer', name: 'Officer at ASAN Ganja', role: 'officer', office: 'asan-ganja' },
  { sub: 'baku-officer', name: 'Officer at the Baku department', role: 'officer', office: 'rmd-baku' },
  { sub: 'agent', name: 'Call-centre agent (108)', role: 'agent', channel: '108' },
  { sub: 'second-agent', name: 'Call-centre agent (919)', role: 'agent', channel: '919' },
  { sub: 'supervisor', name: 'Supervisor', role: 'supervisor' },
  { sub: 'office-supervisor', name: 'Supervisor at ASAN Baku 1', role: 'supervisor', office: 'asan-baku-1' },
  { sub: 'analyst', name: 'Analyst', role: 'analyst' },
];

/** The systems through which people come: clients like those of the users, who never sign in on a page. */
const systems = [
  { sub: 'asan-app', name: 'ASAN mobile app', role: 'channel', channel: 'asan-app' },
  { sub: 'asan-website', name: 'ASAN website', role: 'channel', channel: 'asan-website' },
  { sub: 'migaz', name: 'MigAz', role: 'channel', channel: 'migaz' },
  { sub: 'website', name: 'Official website', role: 'channel', channel: 'website' },
];

export const clients = [...people, ...systems];

export const personOf = (sub) => clients.find((client) => client.sub === sub);

/** What an access token says about its bearer. */
export const claimsOf = ({ role, office, channel }) => ({ role, ...(office && { office }), ...(channel && { channel }) });
