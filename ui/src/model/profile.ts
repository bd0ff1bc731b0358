// Changes to a profile while it is being filled in. What a profile asks is worked out by the program.

import type { Profile, ProfileQuestion, ProfileQuestions, TraitAnswer } from "../ipc/types";

/** Returns the traits that make sense for the roles held. */
export function asked(questions: ProfileQuestions, profile: Profile): ProfileQuestion[] {
  if (profile.roles.length === 0) return [];
  return questions.traits.filter(
    ({ roles }) => roles.length === 0 || roles.some((role) => profile.roles.includes(role)),
  );
}

/** Takes or gives up a role. Facts that no longer fit any role are left out of what is recorded. */
export function withRole(
  profile: Profile,
  questions: ProfileQuestions,
  role: string,
  isHeld: boolean,
): Profile {
  const held = new Set(profile.roles);
  if (isHeld) held.add(role);
  else held.delete(role);
  const roles = questions.roles.map(({ id }) => id).filter((id) => held.has(id));
  return { ...profile, roles };
}

/** Answers a trait. */
export function withTrait(profile: Profile, id: string, answer: TraitAnswer): Profile {
  return { ...profile, traits: { ...profile.traits, [id]: answer } };
}

/** Returns the profile without answers to traits that do not fit its roles. */
export function fitting(profile: Profile, questions: ProfileQuestions): Profile {
  const fit = new Set(asked(questions, profile).map(({ id }) => id));
  const traits = Object.entries(profile.traits).filter(([id]) => fit.has(id));
  return { roles: profile.roles, traits: Object.fromEntries(traits) };
}

/** Returns whether two profiles say the same. */
export function isSame(a: Profile, b: Profile): boolean {
  const write = ({ roles, traits }: Profile): string =>
    JSON.stringify([roles.toSorted(), Object.entries(traits).sort(([x], [y]) => (x < y ? -1 : 1))]);
  return write(a) === write(b);
}
