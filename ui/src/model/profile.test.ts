import { expect, test } from "vitest";

import type { ProfileQuestion, ProfileQuestions } from "../ipc/types";
import { asked, fitting, isSame, withRole, withTrait } from "./profile";

const question = (id: string, ...roles: string[]): ProfileQuestion => ({
  id,
  label: id,
  question: `${id}?`,
  help: "",
  roles,
});

const questions: ProfileQuestions = {
  roles: [question("developer"), question("adopter")],
  traits: [question("agents"), question("openWeights", "developer")],
};

const none = { roles: [], traits: {} };
const adopter = { roles: ["adopter"], traits: {} };

test("facts are asked once there is a role that they matter for", () => {
  const ids = (roles: string[]): string[] =>
    asked(questions, { roles, traits: {} }).map(({ id }) => id);
  expect(ids([]), "without a role nothing is asked").toEqual([]);
  expect(ids(["adopter"])).toEqual(["agents"]);
  expect(ids(["developer"])).toEqual(["agents", "openWeights"]);
});

test("roles keep the order of the pack, whatever the order of choosing", () => {
  const both = withRole(withRole(none, questions, "adopter", true), questions, "developer", true);
  expect(both.roles).toEqual(["developer", "adopter"]);
  expect(withRole(both, questions, "adopter", false).roles).toEqual(["developer"]);
});

test("a fact given for a role that was given up is not recorded, and comes back with the role", () => {
  const developer = withTrait(withRole(none, questions, "developer", true), "openWeights", "yes");
  const without = withRole(withRole(developer, questions, "adopter", true), questions, "developer", false);
  expect(fitting(without, questions)).toEqual(adopter);
  const back = withRole(without, questions, "developer", true);
  expect(fitting(back, questions).traits).toEqual({ openWeights: "yes" });
});

test("profiles are the same whatever the order in which they were filled in", () => {
  const one = { roles: ["a", "b"], traits: { x: "yes", y: "no" } } as const;
  const two = { roles: ["b", "a"], traits: { y: "no", x: "yes" } } as const;
  expect(isSame({ ...one, roles: [...one.roles] }, { ...two, roles: [...two.roles] })).toBe(true);
  expect(isSame(none, adopter)).toBe(false);
});
