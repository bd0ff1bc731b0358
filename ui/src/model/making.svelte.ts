// What has been filled in for a new assessment. It outlives the screen, so that a look at another
// one costs nothing; it is on disk once the assessment is started.

import type { AssessmentDetails, Profile } from "../ipc/types";

class Making {
  details: AssessmentDetails = $state(blank());
  author = $state("");
  /** Hash of the pack that is chosen. */
  pack = $state("");
  profile: Profile = $state.raw({ roles: [], traits: {} });

  /** Forgets everything, once the assessment is there. */
  done(): void {
    this.details = blank();
    this.author = "";
    this.pack = "";
    this.profile = { roles: [], traits: {} };
  }
}

function blank(): AssessmentDetails {
  return {
    organization: "",
    unit: "",
    matter: "",
    askedBy: "",
    directedBy: "",
    purpose: "",
    readers: "",
  };
}

export const making = new Making();
