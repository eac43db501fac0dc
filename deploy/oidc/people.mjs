/** The specimen users: one of each role. Nobody here exists, and nothing but a specimen provider may know them. */

/** `sub` names the user in tokens; each user has a client of the same name for scripts, whose secret is `specimen`. */
export const people = [
  { sub: 'host', name: 'Specimen Hotel', role: 'host' },
  { sub: 'second-host', name: 'Second Specimen Hotel', role: 'host' },
  { sub: 'officer', name: 'Officer at ASAN Baku 1', role: 'officer', office: 'asan-baku-1' },
  { sub: 'second-officer', name: 'Officer at ASAN Ganja', role: 'officer', office: 'asan-ganja' },
  { sub: 'agent', name: 'Call-centre agent', role: 'agent' },
  { sub: 'supervisor', name: 'Supervisor', role: 'supervisor' },
  { sub: 'analyst', name: 'Analyst', role: 'analyst' },
];

export const personOf = (sub) => people.find((person) => person.sub === sub);

/** What an access token says about its bearer. */
export const claimsOf = ({ role, office }) => ({ role, ...(office && { office }) });
