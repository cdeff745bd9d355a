// Made from the server's OpenAPI document by "npm run api"; a test fails when the two differ. Not edited by hand.

/** An id, of any version of UUID. */
export type Uuid = string;
/** RFC 3339, with zone. */
export type Instant = string;

/** What every list answers; the cursor is null on the last page, the total is there where it was asked for, and capped at 1000. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
  totalCapped?: boolean;
}

export interface components {
    schemas: {
        AccessLogItem: {
            act: string;
            actor: components["schemas"]["ChangeActor"] | null;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            reason: string | null;
        };
        AccessLogPage: {
            items: components["schemas"]["AccessLogItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ActivationRequest: {
            /** Format: password */
            code: string;
            /** Format: password */
            password: string;
            username: string;
        };
        AddAddendumRequest: {
            /** Format: uuid */
            id?: string;
            text: string;
        };
        AddCategoryRequest: {
            basis?: string;
            /** @enum {string} */
            code: "leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship";
            /** Format: date */
            from: string;
        };
        AddendumView: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: uuid */
            id: string;
            text: string;
        };
        AddVillageRequest: {
            aliases?: string[];
            latitude?: number | null;
            longitude?: number | null;
            name: string;
            town?: string | null;
        };
        ApprovalCount: {
            capped: boolean;
            needsYou: number;
        };
        ApprovalListItem: {
            about: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            decidedBy: components["schemas"]["ProposalPerson"] | null;
            fields: string[];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "contactCard.change" | "contactCard.guardianCorrection" | "category.add" | "category.end" | "role.grant" | "class.assignment" | "password.reset" | "ledger.export";
            may: ("approve" | "sendBack" | "withdraw")[];
            /** @enum {string} */
            origin: "staff" | "guardianLink";
            /** Format: date-time */
            proposedAt: string;
            proposedBy: components["schemas"]["ProposalPerson"] | null;
            /** @enum {string} */
            status: "open" | "approved" | "sentBack" | "withdrawn";
            student: components["schemas"]["ProposalStudent"] | null;
            version: number;
        };
        ApprovalPage: {
            items: components["schemas"]["ApprovalListItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ApprovalView: {
            about: string | null;
            changes: components["schemas"]["ProposedChangeView"][];
            /** Format: date-time */
            decidedAt: string | null;
            decidedBy: components["schemas"]["ProposalPerson"] | null;
            decisionReason: string | null;
            fields: string[];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "contactCard.change" | "contactCard.guardianCorrection" | "category.add" | "category.end" | "role.grant" | "class.assignment" | "password.reset" | "ledger.export";
            may: ("approve" | "sendBack" | "withdraw")[];
            /** @enum {string} */
            origin: "staff" | "guardianLink";
            /** Format: date-time */
            proposedAt: string;
            proposedBy: components["schemas"]["ProposalPerson"] | null;
            reason: string | null;
            /** @enum {string} */
            status: "open" | "approved" | "sentBack" | "withdrawn";
            student: components["schemas"]["ProposalStudent"] | null;
            version: number;
        };
        ApproveRequest: {
            replaceNewer?: boolean;
        };
        AskForOperation: {
            /** @enum {string} */
            kind: "backup" | "restoreTest";
        };
        AssignColumnsRequest: {
            columns: {
                [key: string]: "sequence" | "studentNumber" | "name" | "sex" | "birthDate" | "idNumber" | "grade" | "class" | "categories" | "address" | "village" | "phone" | "guardian.name" | "guardian.relationship" | "guardian.age" | "guardian.birthDate" | "guardian.phone" | "guardian.address" | "guardian.worksAt" | "guardian.awaySince" | "entrusted.name" | "entrusted.relationship" | "entrusted.age" | "entrusted.birthDate" | "entrusted.phone" | "entrusted.address" | "entrusted.worksAt" | "note" | null;
            };
        };
        AssignedPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        AssignmentOutcome: {
            assignment: components["schemas"]["AssignmentView"] | null;
            /** Format: uuid */
            proposalId: string | null;
        };
        AssignmentPage: {
            items: components["schemas"]["AssignmentView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        AssignmentView: {
            class: components["schemas"]["ClassName"];
            endReason: string | null;
            /** Format: date */
            from: string;
            grantedBy: components["schemas"]["AssignedPerson"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            role: "headTeacher" | "deputy" | "subjectTeacher";
            staff: components["schemas"]["AssignedPerson"];
            /** @enum {string} */
            state: "current" | "coming" | "ended";
            subject: string | null;
            /** Format: date */
            to: string | null;
            version: number;
        };
        AttachmentList: {
            items: components["schemas"]["AttachmentView"][];
            mayChange: boolean;
        };
        AttachmentPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        AttachmentView: {
            /** Format: date-time */
            addedAt: string;
            addedBy: components["schemas"]["AttachmentPerson"];
            height: number | null;
            /** Format: uuid */
            id: string;
            mediaType: string;
            name: string;
            size: number;
            version: number;
            width: number | null;
        };
        AuditItem: {
            act: string;
            actor: components["schemas"]["ChangeActor"] | null;
            /** Format: date-time */
            at: string;
            emergency: boolean;
            /** Format: uuid */
            id: string;
            reason: string | null;
            student: components["schemas"]["AuditStudent"] | null;
            /** Format: uuid */
            subjectId: string | null;
        };
        AuditPage: {
            items: components["schemas"]["AuditItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        AuditSeal: {
            blocks: number;
            brokenAt: number | null;
            /** Format: date-time */
            checkedAt: string;
            entries: number;
            holds: boolean;
            newestHash: string | null;
            /** Format: date-time */
            sealedAt: string | null;
        };
        AuditStudent: {
            /** Format: uuid */
            id: string;
            name: string | null;
        };
        BackupPlanView: {
            at: string | null;
            encrypted: boolean;
            folder: string;
            keep: number;
            /** Format: date-time */
            nextAt: string | null;
            timeZone: string;
        };
        BegunSecondFactor: {
            secret: string;
            uri: string;
        };
        CalendarAddress: {
            address: string;
        };
        CalendarDaysPage: {
            items: components["schemas"]["CalendarDaysView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        CalendarDaysRequest: {
            /** Format: date */
            from: string;
            /** @enum {string} */
            kind: "holiday" | "workday";
            name: string;
            /** Format: date */
            to?: string;
        };
        CalendarDaysView: {
            /** Format: date */
            from: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "holiday" | "workday";
            name: string;
            /** Format: date */
            to: string;
            version: number;
        };
        CalendarExceptionView: {
            /** Format: date */
            from: string;
            /** @enum {string} */
            kind: "holiday" | "workday";
            name: string;
            /** Format: date */
            to: string;
        };
        CalendarFeedView: {
            /** Format: date-time */
            madeAt: string;
            /** Format: date-time */
            readAt: string | null;
        };
        CandidateChild: {
            /** Format: date */
            birthDate: string | null;
            careFile: boolean;
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        CardChangeLine: {
            after: string | null;
            before: string | null;
            field: string;
            person: string | null;
        };
        CardFreshness: {
            fresh: number;
            never?: number;
            stale: number;
        };
        CareFilePeriodView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["ChangeActor"] | null;
            /** Format: date */
            from: string;
            reason: string | null;
            /** @enum {string|null} */
            reasonCode: "needsCareAgain" | "backAtSchool" | "closedByMistake" | "other" | "sickLeave" | "awayForAWhile" | "underObservation" | "situationImproved" | "noCategoryLeft" | "graduated" | "leftSchool" | "openedByMistake" | "changedSchool" | "familyMoved" | null;
            /** @enum {string} */
            status: "open" | "paused" | "closed" | "transferred";
            toSchool: string | null;
        };
        CareFileView: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            openedOn: string;
            periods: components["schemas"]["CareFilePeriodView"][];
            remark: string | null;
            /** Format: date */
            reviewOn: string | null;
            /** @enum {string} */
            status: "open" | "paused" | "closed" | "transferred";
            urgencies: components["schemas"]["UrgencyView"][] | null;
            /** @enum {string|null} */
            urgency: "normal" | "raised" | "high" | null;
            version: number;
        };
        CareStandardPage: {
            items: components["schemas"]["CareStandardView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        CareStandardView: {
            asksInHolidays: boolean;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[] | null;
            /** @enum {string} */
            code: "monthlyTalk" | "contactCardVerified";
            /** Format: date-time */
            createdAt: string | null;
            createdBy: components["schemas"]["NamedPerson"] | null;
            /** @enum {string} */
            every: "month" | "term";
            /** Format: date */
            from: string;
            graceDays: number;
            /** Format: uuid */
            id: string;
            minimumSchoolDays: number;
            /** Format: uuid */
            ruleId: string;
            /** @enum {string} */
            status: "past" | "inForce" | "coming";
            title: string;
            /** Format: date */
            to: string | null;
            urgencies: ("raised" | "high")[] | null;
            version: number;
            /** @enum {string} */
            who: "headTeacher" | "headTeacherOrOffice";
            /** @enum {string} */
            whom: "specialGroup" | "categories" | "urgencies" | "categoriesAndUrgencies";
            window: components["schemas"]["StandardWindow"];
            windows: components["schemas"]["DutyWindowView"][];
        };
        CategoryProposals: {
            items: components["schemas"]["CategoryProposalView"][];
        };
        CategoryProposalView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["ChangeActor"];
            /** Format: uuid */
            categoryId: string | null;
            /** @enum {string} */
            code: "leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship";
            /** Format: date-time */
            decidedAt: string | null;
            decidedBy: components["schemas"]["ChangeActor"] | null;
            decisionReason: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "category.add" | "category.end";
            /** Format: date */
            on: string;
            own: boolean;
            reason: string;
            /** @enum {string} */
            status: "open" | "approved" | "sentBack" | "withdrawn";
            version: number;
        };
        CategoryView: {
            /** @enum {string} */
            audience: "usual" | "restricted" | "department";
            basis: string | null;
            /** @enum {string} */
            code: "leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship";
            endReason: string | null;
            /** Format: date */
            from: string;
            /** Format: uuid */
            id: string;
            /** Format: date */
            to: string | null;
            version: number;
        };
        ChainStateView: {
            broken: number;
            /** Format: date-time */
            checkedAt: string;
            schools: number;
        };
        ChangeActor: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ChangeAudienceRequest: {
            /** @enum {string} */
            audience: "restricted" | "department";
        };
        ChangeCareFileRequest: {
            /** Format: date */
            on?: string;
            reason?: string;
            /** @enum {string} */
            reasonCode?: "needsCareAgain" | "backAtSchool" | "closedByMistake" | "other" | "sickLeave" | "awayForAWhile" | "underObservation" | "situationImproved" | "noCategoryLeft" | "graduated" | "leftSchool" | "openedByMistake" | "changedSchool" | "familyMoved";
            /** @enum {string} */
            status: "open" | "paused" | "closed" | "transferred";
            toSchool?: string;
        };
        ChangePasswordRequest: {
            /** Format: password */
            currentPassword: string;
            /** Format: password */
            newPassword: string;
        };
        ChangeStandardRequest: {
            asksInHolidays: boolean;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[] | null;
            /** @enum {string} */
            every: "month" | "term";
            /** Format: date */
            from: string;
            graceDays: number;
            urgencies?: ("raised" | "high")[] | null;
            /** @enum {string} */
            who: "headTeacher" | "headTeacherOrOffice";
            window: components["schemas"]["StandardWindowRequest"];
        };
        ClassCoverage: {
            cards: components["schemas"]["CardFreshness"];
            class: components["schemas"]["ClassName"] | null;
            done: number;
            due: number;
            exempt: number;
            expected: number;
            headTeacher: string | null;
            overdue: number;
        };
        ClassHead: {
            deputy: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        ClassName: {
            /** Format: uuid */
            id: string;
            label: string;
            labelEn: string;
        };
        ClassPage: {
            items: components["schemas"]["ClassView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ClassView: {
            entryYear: number;
            grade: number | null;
            headTeachers: components["schemas"]["ClassHead"][];
            /** Format: uuid */
            id: string;
            label: string;
            labelEn: string;
            number: number;
            pupils: number | null;
            /** @enum {string} */
            stage: "primary" | "junior";
            version: number;
        };
        CodeOutcome: {
            /** @enum {string} */
            outcome: "made" | "waits";
            /** Format: uuid */
            proposalId: string | null;
            slip: components["schemas"]["CodeSlip"] | null;
        };
        CodeSlip: {
            code: string;
            /** Format: date-time */
            expiresAt: string;
            name: string;
            /** @enum {string} */
            purpose: "activation" | "reset";
            school: string;
            /** Format: uuid */
            userId: string;
            username: string;
        };
        Colleague: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        CommitImportRequest: {
            createClasses?: boolean;
            rows?: number[];
        };
        ConcernTakenView: {
            /** Format: date-time */
            at: string;
            by: string;
        };
        ConfirmGuardianCardRequest: {
            /** Format: password */
            token: string;
            version: number;
        };
        ConfirmSecondFactorRequest: {
            code: string;
        };
        ContactCardChangePage: {
            items: components["schemas"]["ContactCardChangeView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ContactCardChangeView: {
            after: string | null;
            approvedBy: components["schemas"]["ChangeActor"] | null;
            /** Format: date-time */
            at: string;
            before: string | null;
            by: components["schemas"]["ChangeActor"];
            /** Format: uuid */
            changeId: string | null;
            field: string;
            /** Format: uuid */
            id: string;
            person: string | null;
            reason: string | null;
            source: string | null;
            unconfirmed: boolean;
        };
        ContactCardSaved: {
            address: string | null;
            applied: components["schemas"]["CardChangeLine"][];
            attempts: number;
            editsAtOnce: boolean;
            guardians: components["schemas"]["GuardianView"][];
            /** Format: date */
            lastAttemptOn: string | null;
            mayEdit: boolean;
            mayReveal: boolean;
            phones: components["schemas"]["PhoneView"][];
            proposed: components["schemas"]["CardChangeLine"][];
            stale: boolean;
            verifiedBy: string | null;
            verifiedByGuardian: boolean;
            /** Format: date */
            verifiedOn: string | null;
            version: number;
            village: string | null;
            waiting: components["schemas"]["WaitingCardChange"][];
        };
        ContactCardView: {
            address: string | null;
            attempts: number;
            editsAtOnce: boolean;
            guardians: components["schemas"]["GuardianView"][];
            /** Format: date */
            lastAttemptOn: string | null;
            mayEdit: boolean;
            mayReveal: boolean;
            phones: components["schemas"]["PhoneView"][];
            stale: boolean;
            verifiedBy: string | null;
            verifiedByGuardian: boolean;
            /** Format: date */
            verifiedOn: string | null;
            version: number;
            village: string | null;
            waiting: components["schemas"]["WaitingCardChange"][];
        };
        CorrectedPersonPart: {
            gone?: boolean;
            /** Format: uuid */
            id?: string;
            name?: string;
            phones: components["schemas"]["CorrectedPhonePart"][];
            /** @enum {string} */
            relationship?: "father" | "mother" | "stepFather" | "stepMother" | "adoptiveFather" | "adoptiveMother" | "fosterParent" | "paternalGrandfather" | "paternalGrandmother" | "maternalGrandfather" | "maternalGrandmother" | "greatGrandparent" | "uncle" | "aunt" | "brother" | "sister" | "cousin" | "otherRelative" | "neighbour" | "familyFriend" | "teacher" | "institution" | "other";
        };
        CorrectedPhonePart: {
            gone?: boolean;
            /** Format: uuid */
            id?: string;
            number?: string;
        };
        CorrectGuardianCardRequest: {
            address?: string;
            message?: string;
            people: components["schemas"]["CorrectedPersonPart"][];
            phones: components["schemas"]["CorrectedPhonePart"][];
            /** Format: password */
            token: string;
            version: number;
        };
        CreateAssignmentRequest: {
            /** Format: uuid */
            classId: string;
            /** Format: date */
            from?: string;
            reason?: string;
            replace?: boolean;
            /** @enum {string} */
            role: "headTeacher" | "deputy" | "subjectTeacher";
            /** Format: uuid */
            staffId: string;
            subject?: string;
            /** Format: date */
            to?: string;
        };
        CreateClassesRequest: {
            classes: components["schemas"]["NewClass"][];
            schoolYear: number;
        };
        CreateStandardRequest: {
            asksInHolidays: boolean;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[] | null;
            /** @enum {string} */
            code: "monthlyTalk" | "contactCardVerified";
            /** @enum {string} */
            every: "month" | "term";
            /** Format: date */
            from: string;
            graceDays: number;
            urgencies?: ("raised" | "high")[] | null;
            /** @enum {string} */
            who: "headTeacher" | "headTeacherOrOffice";
            window: components["schemas"]["StandardWindowRequest"];
        };
        CreateStudentRequest: {
            address?: string;
            /** Format: date */
            birthDate?: string;
            categories?: components["schemas"]["NewCategory"][];
            /** Format: uuid */
            classId?: string;
            idNumber?: string;
            name: string;
            /** @enum {string} */
            sex: "male" | "female";
            studentNumber?: string;
            village?: string;
        };
        CreateTermRequest: {
            /** Format: date */
            from: string;
            ordinal: number;
            schoolYear: number;
            /** Format: date */
            to: string;
        };
        DeliveryPage: {
            items: components["schemas"]["DeliveryView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        DeliveryPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        DeliveryView: {
            attempts: number;
            /** Format: date-time */
            changedAt: string;
            /** Format: date */
            day: string;
            /** Format: uuid */
            id: string;
            person: components["schemas"]["DeliveryPerson"] | null;
            problem: string | null;
            /** @enum {string} */
            status: "waiting" | "failed";
            /** @enum {string} */
            way: "mail" | "robot";
        };
        DemoAccountView: {
            classLabel: string | null;
            name: string;
            /** @enum {string} */
            role: "headTeacher" | "subjectTeacher" | "helper" | "volunteer" | "counsellor" | "office" | "moralEducation" | "principal" | "administrator" | "dataProtection" | "bureau";
            school: string;
            username: string;
        };
        DemoView: {
            accounts: components["schemas"]["DemoAccountView"][];
            demo: boolean;
            password: string | null;
        };
        DifferenceView: {
            field: string;
            here: string | null;
            hereEn?: string | null;
            there: string | null;
            thereEn?: string | null;
        };
        DifferentChildrenRequest: {
            /** Format: uuid */
            oneId: string;
            /** Format: uuid */
            otherId: string;
        };
        DigestPage: {
            items: components["schemas"]["DigestView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        DigestView: {
            approvals: number;
            cardsDue: number;
            /** Format: date */
            day: string;
            followUps: number;
            overdue: number;
            talksDue: number;
            urgent: number;
        };
        DiskView: {
            freeBytes: number;
            totalBytes: number;
        };
        DuplicateOfView: {
            differences: components["schemas"]["DifferenceView"][];
            sheetRow: number | null;
            /** Format: uuid */
            studentId: string | null;
        };
        DutyPage: {
            items: components["schemas"]["DutyView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        DutyStandard: {
            /** @enum {string} */
            code: "monthlyTalk" | "contactCardVerified";
            /** @enum {string} */
            every: "month" | "term";
            /** Format: uuid */
            id: string;
            title: string;
        };
        DutySummary: {
            byClass: components["schemas"]["ClassCoverage"][];
            byStandard: components["schemas"]["StandardCoverage"][];
            cards: components["schemas"]["CardFreshness"];
            month: string;
            neverCaredFor?: number;
            trend: components["schemas"]["TrendPoint"][];
        };
        DutyTrend: {
            years: components["schemas"]["TrendYear"][];
        };
        DutyView: {
            assignee: components["schemas"]["NamedPerson"] | null;
            /** @enum {string|null} */
            exemptReason: "new" | "paused" | "closed" | "transferred" | "excused" | null;
            /** Format: date */
            lastOn?: string | null;
            lastTopics?: ("study" | "life" | "emotion" | "family" | "peers" | "safety" | "health")[];
            neverCaredFor?: boolean;
            standard: components["schemas"]["DutyStandard"];
            /** @enum {string} */
            status: "due" | "done" | "late" | "overdue" | "exempt";
            student: components["schemas"]["NamedStudent"];
            window: components["schemas"]["DutyWindowView"];
        };
        DutyWindowView: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
        };
        EditCalendarDaysRequest: {
            /** Format: date */
            from?: string;
            /** @enum {string} */
            kind?: "holiday" | "workday";
            name?: string;
            /** Format: date */
            to?: string;
        };
        EditClassRequest: {
            number: number;
        };
        EditContactCardRequest: {
            address: string | null;
            also?: string[];
            guardians: components["schemas"]["EditGuardian"][];
            phones: components["schemas"]["EditPhone"][];
            reason: string;
            /** @enum {string} */
            source?: "guardian" | "homeVisit" | "phoneCall" | "document" | "other";
            village: string | null;
        };
        EditGuardian: {
            address?: string | null;
            age?: number | null;
            /** Format: date */
            awaySince?: string | null;
            /** Format: date */
            birthDate?: string | null;
            deceased?: boolean;
            /** Format: date */
            entrustedNoticeOn?: string | null;
            /** Format: date */
            entrustedUntil?: string | null;
            /** Format: uuid */
            id?: string;
            /** @enum {string} */
            kind: "guardian" | "entrusted";
            livesWithChild?: boolean | null;
            name: string;
            phones: components["schemas"]["EditPhone"][];
            /** @enum {string} */
            relationship: "father" | "mother" | "stepFather" | "stepMother" | "adoptiveFather" | "adoptiveMother" | "fosterParent" | "paternalGrandfather" | "paternalGrandmother" | "maternalGrandfather" | "maternalGrandmother" | "greatGrandparent" | "uncle" | "aunt" | "brother" | "sister" | "cousin" | "otherRelative" | "neighbour" | "familyFriend" | "teacher" | "institution" | "other";
            /** @enum {string|null} */
            sex?: "male" | "female" | null;
            unableToCare?: boolean;
            worksAt?: string | null;
        };
        EditPhone: {
            /** Format: uuid */
            id?: string;
            label?: string | null;
            number?: string;
        };
        EditSchoolRequest: {
            name?: string;
            /** @enum {string} */
            system?: "63" | "54";
            timeZone?: string;
        };
        EditStudentRequest: {
            /** Format: date */
            birthDate?: string | null;
            /** Format: uuid */
            classId?: string | null;
            idNumber?: string | null;
            /** Format: date */
            movedOn?: string;
            name?: string;
            /** @enum {string} */
            numberReason?: "mistyped" | "newNumber";
            /** @enum {string} */
            sex?: "male" | "female";
            studentNumber?: string | null;
        };
        EditTalkRequest: {
            /** @enum {string} */
            concern?: "none" | "watch" | "urgent";
            followUp?: components["schemas"]["FollowUp"] | null;
            guardianTold?: boolean;
            /** Format: date */
            heldOn?: string;
            /** @enum {string|null} */
            mode?: "faceToFace" | "phone" | "video" | "written" | null;
            /** @enum {string|null} */
            mood?: "veryLow" | "low" | "even" | "good" | "veryGood" | null;
            /** @enum {string|null} */
            place?: "classroom" | "office" | "corridor" | "playground" | "careRoom" | "counsellingRoom" | "dormitory" | "canteen" | "childsHome" | "onTheWay" | "elsewhere" | null;
            reached?: boolean;
            summary?: string | null;
            topics?: ("study" | "life" | "emotion" | "family" | "peers" | "safety" | "health")[];
        };
        EditTermRequest: {
            /** Format: date */
            from?: string;
            /** Format: date */
            to?: string;
        };
        EditUserRequest: {
            disabled?: boolean;
            name?: string;
        };
        EditVillageRequest: {
            aliases?: string[];
            latitude?: number | null;
            longitude?: number | null;
            name?: string;
            town?: string | null;
        };
        EmergencyChild: {
            /** Format: date */
            birthDate?: string;
            /** Format: uuid */
            classId: string;
            name: string;
        };
        EmergencyPage: {
            items: components["schemas"]["EmergencyView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        EmergencyReview: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["ChangeActor"];
            /** @enum {string} */
            outcome: "justified" | "notJustified";
            text: string;
        };
        EmergencyStudent: {
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        EmergencyView: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "studentFile" | "contactCard" | "talks";
            may: ("look" | "finish" | "review")[];
            /** Format: date-time */
            openedAt: string;
            openedBy: components["schemas"]["ChangeActor"];
            overdue: boolean;
            reason: string;
            /** @enum {string} */
            reasonCode: "danger" | "missing" | "illness" | "authority" | "other";
            review: components["schemas"]["EmergencyReview"] | null;
            /** Format: date */
            reviewDueOn: string;
            student: components["schemas"]["EmergencyStudent"];
            /** Format: date-time */
            until: string;
            version: number;
        };
        EndAssignmentRequest: {
            /** Format: date */
            on?: string;
            reason?: string;
        };
        EndCategoryRequest: {
            reason: string;
            /** Format: date */
            to: string;
        };
        EndedSessions: {
            ended: number;
        };
        EndExemptionRequest: {
            /** Format: date */
            from?: string;
            reason: string;
        };
        EndGrantRequest: {
            /** Format: date */
            on: string;
            reason?: string;
        };
        EndStandardRequest: {
            /** Format: date */
            on: string | null;
        };
        ExemptionListItem: {
            current: boolean;
            /** Format: date */
            endedOn: string | null;
            /** Format: date */
            from: string;
            /** Format: date-time */
            grantedAt: string;
            grantedBy: components["schemas"]["NamedPerson"];
            /** Format: uuid */
            id: string;
            standard: components["schemas"]["ExemptionStandard"];
            student: components["schemas"]["NamedStudent"];
            /** Format: date */
            to: string;
            version: number;
        };
        ExemptionPage: {
            items: components["schemas"]["ExemptionListItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ExemptionStandard: {
            /** @enum {string} */
            code: "monthlyTalk" | "contactCardVerified";
            /** @enum {string} */
            every: "month" | "term";
            /** Format: uuid */
            id: string;
            title: string;
        };
        ExemptionView: {
            current: boolean;
            /** Format: date-time */
            endedAt: string | null;
            endedBy: components["schemas"]["NamedPerson"] | null;
            /** Format: date */
            endedOn: string | null;
            endReason: string | null;
            /** Format: date */
            from: string;
            /** Format: date-time */
            grantedAt: string;
            grantedBy: components["schemas"]["NamedPerson"];
            /** Format: uuid */
            id: string;
            reason: string;
            standard: components["schemas"]["ExemptionStandard"];
            student: components["schemas"]["NamedStudent"];
            /** Format: date */
            to: string;
            version: number;
        };
        FieldProblem: {
            code: string;
            params: {
                [key: string]: unknown;
            };
            pointer: string;
        };
        FirstCodesRequest: {
            userIds: string[];
        };
        FirstCodesView: {
            slips: components["schemas"]["CodeSlip"][];
        };
        FollowUp: {
            /** Format: date */
            on: string;
            text: string;
        };
        FollowUpView: {
            /** Format: date */
            on: string;
            student: components["schemas"]["NamedStudent"];
            /** Format: uuid */
            talkId: string;
            text: string;
            version: number;
        };
        GrantExemptionRequest: {
            /** Format: date */
            from: string;
            reason: string;
            /** Format: uuid */
            standardId: string;
            /** Format: uuid */
            studentId: string;
            /** Format: date */
            to: string;
        };
        GrantOutcome: {
            grant: components["schemas"]["GrantView"] | null;
            /** @enum {string} */
            outcome: "given" | "waits";
            /** Format: uuid */
            proposalId: string | null;
        };
        GrantPage: {
            items: components["schemas"]["GrantView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        GrantView: {
            /** Format: date-time */
            endedAt: string | null;
            endedBy: components["schemas"]["Colleague"] | null;
            endReason: string | null;
            /** Format: date */
            from: string;
            /** Format: date-time */
            grantedAt: string;
            grantedBy: components["schemas"]["Colleague"] | null;
            /** Format: uuid */
            id: string;
            mayEnd: boolean;
            proposedBy: components["schemas"]["Colleague"] | null;
            /** @enum {string} */
            role: "helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection";
            staff: components["schemas"]["Colleague"];
            /** @enum {string} */
            state: "running" | "coming" | "past";
            /** Format: date */
            to: string | null;
        };
        GuardianCardDone: {
            schoolName: string;
        };
        GuardianCardPersonView: {
            /** Format: uuid */
            id: string;
            name: string;
            phones: components["schemas"]["GuardianCardPhoneView"][];
            /** @enum {string} */
            relationship: "father" | "mother" | "stepFather" | "stepMother" | "adoptiveFather" | "adoptiveMother" | "fosterParent" | "paternalGrandfather" | "paternalGrandmother" | "maternalGrandfather" | "maternalGrandmother" | "greatGrandparent" | "uncle" | "aunt" | "brother" | "sister" | "cousin" | "otherRelative" | "neighbour" | "familyFriend" | "teacher" | "institution" | "other";
        };
        GuardianCardPhoneView: {
            /** Format: uuid */
            id: string;
            masked: string;
        };
        GuardianCardView: {
            address: string | null;
            /** Format: date-time */
            expiresAt: string;
            people: components["schemas"]["GuardianCardPersonView"][];
            phones: components["schemas"]["GuardianCardPhoneView"][];
            schoolName: string;
            studentName: string;
            version: number;
            village: string | null;
        };
        GuardianLinkList: {
            items: components["schemas"]["GuardianLinkView"][];
            mayMake: boolean;
        };
        GuardianLinkMade: {
            link: components["schemas"]["GuardianLinkView"];
            url: string;
        };
        GuardianLinkPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        GuardianLinkView: {
            /** Format: date-time */
            expiresAt: string;
            guardian: components["schemas"]["GuardianLinkPerson"] | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            madeAt: string;
            madeBy: components["schemas"]["GuardianLinkPerson"];
            note: string | null;
            /** Format: date-time */
            openedAt: string | null;
            /** Format: uuid */
            proposalId: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            /** @enum {string} */
            state: "waiting" | "opened" | "confirmed" | "corrected" | "expired" | "revoked";
            /** Format: date-time */
            usedAt: string | null;
            version: number;
        };
        GuardianView: {
            address: string | null;
            age: number | null;
            /** Format: date */
            awaySince: string | null;
            /** Format: date */
            birthDate: string | null;
            callOrder: number;
            deceased: boolean | null;
            /** Format: date */
            entrustedNoticeOn: string | null;
            /** Format: date */
            entrustedUntil: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "guardian" | "entrusted";
            livesWithChild: boolean | null;
            name: string;
            phones: components["schemas"]["PhoneView"][];
            /** @enum {string} */
            relationship: "father" | "mother" | "stepFather" | "stepMother" | "adoptiveFather" | "adoptiveMother" | "fosterParent" | "paternalGrandfather" | "paternalGrandmother" | "maternalGrandfather" | "maternalGrandmother" | "greatGrandparent" | "uncle" | "aunt" | "brother" | "sister" | "cousin" | "otherRelative" | "neighbour" | "familyFriend" | "teacher" | "institution" | "other";
            /** @enum {string|null} */
            sex: "male" | "female" | null;
            toGet: ("entrustedNotice" | "entrustedAge")[] | null;
            unableToCare: boolean | null;
            worksAt: string | null;
        };
        HandoverAcknowledgementView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["NamedPerson"];
        };
        HandoverChild: {
            cardStale?: boolean;
            concern?: components["schemas"]["HandoverConcern"] | null;
            duties?: components["schemas"]["HandoverDuty"][];
            /** Format: date */
            lastTalkOn?: string | null;
            neverCaredFor?: boolean;
            note: components["schemas"]["HandoverNoteView"] | null;
            promises: components["schemas"]["HandoverPromise"][];
            student: components["schemas"]["NamedStudent"];
        };
        HandoverConcern: {
            /** @enum {string} */
            concern: "watch" | "urgent";
            /** Format: date */
            heldOn: string;
        };
        HandoverDetail: {
            acknowledged: components["schemas"]["HandoverAcknowledgementView"][];
            children: number;
            class: components["schemas"]["ClassName"];
            from: components["schemas"]["NamedPerson"];
            /** Format: uuid */
            id: string;
            /** Format: date */
            lastOn: string;
            may: ("write" | "acknowledge")[];
            notes: number;
            ownOnly: boolean;
            pupils: components["schemas"]["HandoverChild"][];
            to: components["schemas"]["NamedPerson"][];
        };
        HandoverDuty: {
            standard: components["schemas"]["DutyStandard"];
            /** @enum {string} */
            status: "due" | "done" | "late" | "overdue" | "exempt";
            window: components["schemas"]["DutyWindowView"];
        };
        HandoverNoteView: {
            /** Format: date-time */
            at: string;
            version: number;
            words: string | null;
        };
        HandoverPage: {
            items: components["schemas"]["HandoverView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        HandoverPromise: {
            by: components["schemas"]["NamedPerson"];
            /** Format: date */
            on: string;
            /** Format: uuid */
            talkId: string;
            text: string;
        };
        HandoverView: {
            acknowledged: components["schemas"]["HandoverAcknowledgementView"][];
            children: number;
            class: components["schemas"]["ClassName"];
            from: components["schemas"]["NamedPerson"];
            /** Format: uuid */
            id: string;
            /** Format: date */
            lastOn: string;
            may: ("write" | "acknowledge")[];
            notes: number;
            to: components["schemas"]["NamedPerson"][];
        };
        HealthView: {
            /** @enum {string} */
            status: "ok";
        };
        HouseholdSibling: {
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            linkedAt: string;
            linkedBy: string | null;
            name: string;
            older: boolean | null;
            reason: string | null;
            sex: string | null;
        };
        HouseholdView: {
            mayEdit: boolean;
            siblings: components["schemas"]["HouseholdSibling"][];
            suggested: components["schemas"]["SuggestedSibling"][];
        };
        ImportColumnView: {
            column: string;
            field: string | null;
            header: string;
            leftOut: boolean;
            remembered: boolean;
        };
        ImportCountsView: {
            awaitingClass: number;
            duplicates: number;
            errors: number;
            ready: number;
            rows: number;
            skipped: number;
            updates: number;
            warnings: number;
        };
        ImportFailureView: {
            code: string;
            params: {
                [key: string]: unknown;
            };
        };
        ImportPage: {
            items: components["schemas"]["ImportView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ImportProgressView: {
            done: number;
            total: number;
        };
        ImportResultView: {
            classesCreated: number;
            created: number;
            skipped: number;
            updated: number;
        };
        ImportRowPage: {
            items: components["schemas"]["ImportRowView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        ImportRowView: {
            /** @enum {string} */
            action: "create" | "update" | "skip";
            cells: {
                [key: string]: string;
            };
            classLabel: string | null;
            classLabelEn: string | null;
            duplicateOf: components["schemas"]["DuplicateOfView"] | null;
            name: string | null;
            problems: components["schemas"]["RowProblemView"][];
            sheetRow: number;
            /** @enum {string} */
            status: "ready" | "warning" | "error" | "duplicate";
        };
        ImportView: {
            columns: components["schemas"]["ImportColumnView"][];
            counts: components["schemas"]["ImportCountsView"];
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["Uploader"];
            /** Format: date-time */
            expiresAt: string;
            failure: components["schemas"]["ImportFailureView"] | null;
            fileName: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "ledger" | "roster";
            mine: boolean;
            progress: components["schemas"]["ImportProgressView"] | null;
            result: components["schemas"]["ImportResultView"] | null;
            /** @enum {string} */
            status: "checking" | "checked" | "committing" | "committed" | "failed" | "cancelled" | "expired";
            unknownClasses: components["schemas"]["UnknownClassView"][];
            version: number;
        };
        InvitedRow: {
            problem: string | null;
            roles: components["schemas"]["RoleOutcome"][];
            slip: components["schemas"]["CodeSlip"] | null;
            user: components["schemas"]["Colleague"] | null;
        };
        InvitedStaffView: {
            items: components["schemas"]["InvitedRow"][];
        };
        InvitedView: {
            roles: components["schemas"]["RoleOutcome"][];
            slip: components["schemas"]["CodeSlip"] | null;
            user: components["schemas"]["UserView"];
        };
        InviteStaffRequest: {
            rows: components["schemas"]["StaffRowRequest"][];
        };
        InviteUserRequest: {
            name: string;
            roles?: ("helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection")[];
            username?: string;
        };
        KeptFilterView: {
            /** @enum {string|null} */
            card: "stale" | "fresh" | null;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[];
            class: components["schemas"]["ClassName"] | null;
            /** @enum {string|null} */
            status: "open" | "paused" | "closed" | "transferred" | "any" | null;
            /** @enum {string|null} */
            urgency: "raised" | "high" | null;
            withoutCareFile: boolean;
        };
        KnownDays: {
            /** Format: date */
            from: string;
            name: string;
            /** Format: date */
            to: string;
        };
        LastDelivery: {
            /** Format: date */
            day: string;
            problem: string | null;
            /** @enum {string} */
            status: "waiting" | "sent" | "failed";
        };
        LastTalkView: {
            by: string;
            /** Format: date */
            heldOn: string;
            /** Format: uuid */
            id: string;
        };
        LeaveHouseholdRequest: {
            reason: string;
        };
        LedgerFilter: {
            /** @enum {string} */
            card?: "stale" | "fresh";
            categories?: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[];
            /** Format: uuid */
            classId?: string;
            query?: string;
            /** @enum {string} */
            status?: "open" | "paused" | "closed" | "transferred" | "any";
            /** @enum {string} */
            urgency?: "raised" | "high";
            withoutCareFile?: boolean;
        };
        LedgerPreview: {
            children: number;
            columns: ("sequence" | "studentNumber" | "name" | "sex" | "birthDate" | "idNumber" | "grade" | "class" | "categories" | "address" | "village" | "phone" | "guardian.name" | "guardian.relationship" | "guardian.age" | "guardian.phone" | "guardian.address" | "guardian.worksAt" | "entrusted.name" | "entrusted.relationship" | "entrusted.age" | "entrusted.phone" | "entrusted.address" | "note")[];
            /** @enum {string|null} */
            decider: "moralEducation" | "principal" | null;
            masked: boolean;
            offered: ("sequence" | "studentNumber" | "name" | "sex" | "birthDate" | "idNumber" | "grade" | "class" | "categories" | "address" | "village" | "phone" | "guardian.name" | "guardian.relationship" | "guardian.age" | "guardian.phone" | "guardian.address" | "guardian.worksAt" | "entrusted.name" | "entrusted.relationship" | "entrusted.age" | "entrusted.phone" | "entrusted.address" | "note")[];
            tooMany: boolean;
        };
        LedgerRequestPage: {
            items: components["schemas"]["LedgerRequestView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        LedgerRequestView: {
            /** Format: uuid */
            approvalId: string;
            children: number;
            columns: ("sequence" | "studentNumber" | "name" | "sex" | "birthDate" | "idNumber" | "grade" | "class" | "categories" | "address" | "village" | "phone" | "guardian.name" | "guardian.relationship" | "guardian.age" | "guardian.phone" | "guardian.address" | "guardian.worksAt" | "entrusted.name" | "entrusted.relationship" | "entrusted.age" | "entrusted.phone" | "entrusted.address" | "note")[];
            decidedBy: string | null;
            /** @enum {string} */
            decider: "moralEducation" | "principal";
            decisionReason: string | null;
            fetchesLeft: number;
            filter: components["schemas"]["KeptFilterView"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            language: "zh-CN" | "en";
            /** Format: date-time */
            readyUntil: string | null;
            /** Format: date-time */
            requestedAt: string;
            /** @enum {string} */
            status: "waiting" | "ready" | "sentBack" | "withdrawn" | "over";
        };
        LedgerRequestWish: {
            columns?: ("sequence" | "studentNumber" | "name" | "sex" | "birthDate" | "idNumber" | "grade" | "class" | "categories" | "address" | "village" | "phone" | "guardian.name" | "guardian.relationship" | "guardian.age" | "guardian.phone" | "guardian.address" | "guardian.worksAt" | "entrusted.name" | "entrusted.relationship" | "entrusted.age" | "entrusted.phone" | "entrusted.address" | "note")[];
            filter?: components["schemas"]["LedgerFilter"];
            /** @enum {string} */
            language?: "zh-CN" | "en";
            reason: string;
        };
        LedgerWish: {
            columns?: ("sequence" | "studentNumber" | "name" | "sex" | "birthDate" | "idNumber" | "grade" | "class" | "categories" | "address" | "village" | "phone" | "guardian.name" | "guardian.relationship" | "guardian.age" | "guardian.phone" | "guardian.address" | "guardian.worksAt" | "entrusted.name" | "entrusted.relationship" | "entrusted.age" | "entrusted.phone" | "entrusted.address" | "note")[];
            filter?: components["schemas"]["LedgerFilter"];
            /** @enum {string} */
            language?: "zh-CN" | "en";
        };
        LeftBehindView: {
            civilAffairs: boolean;
            education: boolean;
        };
        LinkSiblingRequest: {
            reason: string;
            /** Format: uuid */
            studentId: string;
        };
        MakeCodeRequest: {
            reason?: string;
        };
        MakeGuardianLinkRequest: {
            /** Format: uuid */
            guardianId?: string;
            note?: string;
        };
        MeetingChild: {
            headTeacher: components["schemas"]["NamedPerson"] | null;
            neverCaredFor: boolean;
            overdue: number;
            student: components["schemas"]["NamedStudent"];
        };
        MeetingNames: {
            children: components["schemas"]["MeetingChild"][];
            month: string;
            total: number;
        };
        MeetingNamesRequest: {
            month?: string;
        };
        MendedRowView: {
            /** @enum {string} */
            action: "create" | "update" | "skip";
            cells: {
                [key: string]: string;
            };
            classLabel: string | null;
            classLabelEn: string | null;
            duplicateOf: components["schemas"]["DuplicateOfView"] | null;
            name: string | null;
            problems: components["schemas"]["RowProblemView"][];
            sheetRow: number;
            /** @enum {string} */
            status: "ready" | "warning" | "error" | "duplicate";
            version: number;
        };
        MendImportRowRequest: {
            /** @enum {string} */
            action?: "create" | "update" | "skip";
            cells?: {
                [key: string]: string;
            };
        };
        MergeCandidate: {
            /** @enum {string} */
            likeness: "sameNumber" | "sameNameAndBirth" | "similarName" | "sameName" | "bornTogether";
            maybeTwins: boolean;
            one: components["schemas"]["CandidateChild"];
            other: components["schemas"]["CandidateChild"];
        };
        MergeCandidatePage: {
            items: components["schemas"]["MergeCandidate"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        MergeChildrenRequest: {
            /** @enum {string} */
            guardians?: "kept" | "merged" | "both";
            /** Format: uuid */
            keepId: string;
            keptVersion: number;
            mergedVersion: number;
            /** Format: uuid */
            mergeId: string;
            reason: string;
            take?: ("name" | "sex" | "birthDate" | "idNumber" | "studentNumber" | "address" | "village")[];
        };
        MergeGuardian: {
            name: string;
            phone: string | null;
            relationship: string;
        };
        MergePage: {
            items: components["schemas"]["MergeView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        MergePreview: {
            differing: ("name" | "sex" | "birthDate" | "idNumber" | "studentNumber" | "address" | "village")[];
            kept: components["schemas"]["MergeSide"];
            maybeTwins: boolean;
            merged: components["schemas"]["MergeSide"];
        };
        MergeSide: {
            address: string | null;
            attachments: number;
            /** Format: date */
            birthDate: string | null;
            /** @enum {string|null} */
            careStatus: "open" | "paused" | "closed" | "transferred" | null;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[];
            class: components["schemas"]["ClassName"] | null;
            guardians: components["schemas"]["MergeGuardian"][];
            /** Format: uuid */
            id: string;
            idNumber: string | null;
            name: string;
            /** Format: date */
            openedOn: string | null;
            records: number;
            /** @enum {string} */
            sex: "male" | "female";
            studentNumber: string | null;
            version: number;
            village: string | null;
        };
        MergeView: {
            /** Format: uuid */
            id: string;
            kept: components["schemas"]["NamedStudent"];
            mayUndo: boolean;
            /** Format: date-time */
            mergedAt: string;
            mergedBy: components["schemas"]["NamedPerson"];
            mergedName: string;
            reason: string;
            /** Format: date-time */
            undoneAt: string | null;
            /** Format: date-time */
            undoUntil: string;
        };
        NamedPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        NamedStudent: {
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        NeverCaredForPage: {
            items: components["schemas"]["NeverCaredForView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        NeverCaredForView: {
            headTeacher: components["schemas"]["NamedPerson"] | null;
            /** Format: date */
            openedOn: string;
            student: components["schemas"]["NamedStudent"];
        };
        NewCategory: {
            basis?: string;
            /** @enum {string} */
            code: "leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship";
            /** Format: date */
            from?: string;
        };
        NewClass: {
            grade: number;
            number: number;
        };
        NewClassField: {
            number: number;
            /** @enum {string} */
            stage: "primary" | "junior";
        };
        NewClassView: {
            label: string;
            labelEn: string;
            number: number;
            /** @enum {string} */
            stage: "primary" | "junior";
        };
        NewGrantRequest: {
            /** Format: date */
            from: string;
            reason?: string;
            /** @enum {string} */
            role: "helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection";
            /** Format: uuid */
            staffId: string;
            /** Format: date */
            to?: string | null;
        };
        NoticeView: {
            /** Format: date-time */
            acceptedAt: string | null;
        };
        OpenCode: {
            expired: boolean;
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            purpose: "activation" | "reset";
        };
        OpenEmergencyRequest: {
            /** @enum {string} */
            kind: "studentFile" | "contactCard" | "talks";
            /** Format: password */
            password?: string;
            reason: string;
            /** @enum {string} */
            reasonCode: "danger" | "missing" | "illness" | "authority" | "other";
            student?: components["schemas"]["EmergencyChild"];
            /** Format: uuid */
            studentId?: string;
        };
        OpenGuardianCardRequest: {
            /** Format: password */
            token: string;
        };
        OperationRunView: {
            /** Format: date-time */
            askedAt: string;
            bytes: number | null;
            done: number;
            /** @enum {string|null} */
            failure: "broken" | "newerProduct" | "foreign" | "keyMissing" | "keyWrong" | "notEmpty" | "inUse" | "schemaDiffers" | "chainDiffers" | "diskFull" | "notWritable" | "noDatabase" | "interrupted" | "noBackup" | "other" | null;
            fileName: string | null;
            files: number | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "backup" | "restoreTest";
            missingFiles: number | null;
            /** @enum {string} */
            origin: "nightly" | "byHand" | "command";
            restored: boolean | null;
            rows: number | null;
            /** @enum {string} */
            status: "waiting" | "running" | "done" | "failed";
            total: number;
        };
        OperationsView: {
            /** Format: date-time */
            at: string;
            chain: components["schemas"]["ChainStateView"] | null;
            databaseBytes: number;
            disk: components["schemas"]["DiskView"] | null;
            lastBackup: components["schemas"]["OperationRunView"] | null;
            lastRestoreTest: components["schemas"]["OperationRunView"] | null;
            notices: ("chain.broken" | "backup.failed" | "backup.never" | "backup.old" | "backup.filesMissing" | "restoreTest.never" | "restoreTest.old" | "disk.low" | "queue.failed" | "queue.stuck")[];
            plan: components["schemas"]["BackupPlanView"];
            queue: components["schemas"]["QueueView"];
            recent: components["schemas"]["OperationRunView"][];
            running: components["schemas"]["OperationRunView"] | null;
            versions: components["schemas"]["VersionsView"];
        };
        OwnSession: {
            /** @enum {string|null} */
            browser: "wechat" | "weCom" | "dingTalk" | "feishu" | "qq" | "uc" | "huawei" | "edge" | "opera" | "samsung" | "firefox" | "chrome" | "safari" | null;
            current: boolean;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            seenAt: string;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string|null} */
            system: "harmonyOs" | "android" | "iPhone" | "iPad" | "windows" | "mac" | "chromeOs" | "linux" | null;
        };
        OwnSessionPage: {
            items: components["schemas"]["OwnSession"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        PasswordRequest: {
            /** Format: password */
            password: string;
        };
        PhoneView: {
            /** Format: uuid */
            id: string;
            label: string | null;
            masked: string;
        };
        PreviewChildren: {
            items: components["schemas"]["NamedStudent"][];
            total: number;
        };
        PreviewClass: {
            before: number;
            class: components["schemas"]["ClassName"] | null;
            expected: number;
            headTeacher: string | null;
        };
        PreviewMergeRequest: {
            /** Format: uuid */
            keepId: string;
            /** Format: uuid */
            mergeId: string;
        };
        PreviewStandardRequest: {
            asksInHolidays: boolean;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[] | null;
            /** @enum {string} */
            code: "monthlyTalk" | "contactCardVerified";
            /** @enum {string} */
            every: "month" | "term";
            /** Format: date */
            from: string;
            graceDays: number;
            /** Format: uuid */
            ruleId?: string;
            urgencies?: ("raised" | "high")[] | null;
            /** @enum {string} */
            who: "headTeacher" | "headTeacherOrOffice";
            window: components["schemas"]["StandardWindowRequest"];
        };
        Problem: {
            code: string;
            current?: unknown;
            currentVersion?: number;
            errors?: components["schemas"]["FieldProblem"][];
            instance: string;
            params?: {
                [key: string]: unknown;
            };
            retryAfterSeconds?: number;
            status: number;
            title: string;
            type: string;
        };
        ProposalPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ProposalStudent: {
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        ProposeCategoryRequest: {
            basis: string;
            /** @enum {string} */
            code: "leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship";
            /** Format: date */
            from: string;
        };
        ProposedChangeView: {
            after: string | null;
            applied: boolean;
            before: string | null;
            field: string;
            overtaken: boolean;
            person: string | null;
            present: string | null;
        };
        PublicDaysView: {
            /** Format: date */
            from: string;
            /** @enum {string} */
            kind: "holiday" | "workday";
            name: string;
            nameEn: string;
            /** @enum {string} */
            state: "new" | "same" | "other";
            there: components["schemas"]["KnownDays"] | null;
            /** Format: date */
            to: string;
        };
        PublicHolidaysTaken: {
            added: number;
            changed: number;
        };
        PublicYearView: {
            days: components["schemas"]["PublicDaysView"][];
            published: boolean;
            year: number;
        };
        QueueView: {
            failed: number;
            /** Format: date-time */
            oldestAt: string | null;
            waiting: number;
        };
        RecordedTalks: {
            items: components["schemas"]["TalkView"][];
        };
        RecordTalkRequest: {
            /** @enum {string} */
            concern?: "none" | "watch" | "urgent";
            followUp?: components["schemas"]["FollowUp"];
            guardianTold?: boolean;
            /** Format: date */
            heldOn: string;
            /** Format: uuid */
            id?: string;
            /** @enum {string} */
            mode?: "faceToFace" | "phone" | "video" | "written";
            /** @enum {string} */
            mood?: "veryLow" | "low" | "even" | "good" | "veryGood";
            /** @enum {string} */
            place?: "classroom" | "office" | "corridor" | "playground" | "careRoom" | "counsellingRoom" | "dormitory" | "canteen" | "childsHome" | "onTheWay" | "elsewhere";
            reached?: boolean;
            studentIds: string[];
            summary?: string;
            topics?: ("study" | "life" | "emotion" | "family" | "peers" | "safety" | "health")[];
        };
        RecoveryCodes: {
            codes: string[];
        };
        ReminderChannelRequest: {
            /** @enum {string} */
            kind: "weCom" | "dingTalk";
            /** @enum {string} */
            language: "zh-CN" | "en";
            secret?: string | null;
            url?: string;
        };
        ReminderChannelView: {
            ending: string | null;
            host: string | null;
            /** @enum {string|null} */
            kind: "weCom" | "dingTalk" | null;
            /** @enum {string} */
            language: "zh-CN" | "en";
            last: components["schemas"]["LastDelivery"] | null;
            mailAvailable: boolean;
            mailReaders: number;
            signed: boolean;
            version: number;
        };
        ReminderSettingsRequest: {
            byMail: boolean;
            /** @enum {string} */
            language: "zh-CN" | "en";
            mailAddress: string | null;
        };
        ReminderSettingsView: {
            byMail: boolean;
            calendar: components["schemas"]["CalendarFeedView"] | null;
            /** @enum {string} */
            language: "zh-CN" | "en";
            mailAddress: string | null;
            mailAvailable: boolean;
            version: number;
        };
        RemoveAttachmentRequest: {
            reason: string;
        };
        ResetState: {
            own: boolean;
            /** Format: uuid */
            proposalId: string;
            proposedBy: components["schemas"]["Colleague"] | null;
            /** @enum {string} */
            status: "waits" | "agreed";
            /** Format: date-time */
            until: string | null;
        };
        RevealRequest: {
            /** Format: uuid */
            id?: string;
            note?: string;
            /** @enum {string} */
            reason: "call" | "verify" | "form" | "emergency" | "other";
            /** @enum {string} */
            what: "phone" | "idNumber" | "studentNumber" | "address";
        };
        RevealView: {
            value: string;
        };
        ReviewEmergencyRequest: {
            /** @enum {string} */
            outcome: "justified" | "notJustified";
            text: string;
        };
        RobotTrial: {
            problem: string | null;
            reached: boolean;
        };
        RoleOutcome: {
            /** @enum {string} */
            outcome: "given" | "waits";
            /** Format: uuid */
            proposalId: string | null;
            /** @enum {string} */
            role: "helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection";
        };
        RolloverClassView: {
            files: number;
            headTeachers: components["schemas"]["RolloverPerson"][];
            /** Format: uuid */
            id: string;
            label: string;
            labelEn: string;
            next: string | null;
            nextEn: string | null;
            pupils: number;
        };
        RolloverCountsView: {
            assignmentsEnding: number;
            classesGraduating: number;
            classesMade: number;
            classesMoving: number;
            filesClosing: number;
            pupilsLeaving: number;
            pupilsStaying: number;
            termsMade: number;
        };
        RolloverPage: {
            items: components["schemas"]["RolloverView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        RolloverPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        RolloverPreview: {
            classes: components["schemas"]["RolloverClassView"][];
            counts: components["schemas"]["RolloverCountsView"];
            last: components["schemas"]["RolloverView"] | null;
            /** Format: date */
            lastOn: string;
            newClasses: components["schemas"]["NewClassView"][];
            runnable: boolean;
            /** Format: date */
            runnableFrom: string;
            schoolYear: string;
            terms: components["schemas"]["RolloverTermView"][];
            toYear: number;
        };
        RolloverTermField: {
            /** Format: date */
            from: string;
            ordinal: number;
            /** Format: date */
            to: string;
        };
        RolloverTermView: {
            exists: boolean;
            /** Format: date */
            from: string;
            ordinal: number;
            /** Format: date */
            to: string;
        };
        RolloverView: {
            counts: components["schemas"]["RolloverCountsView"];
            dryRun: boolean;
            /** Format: uuid */
            id: string | null;
            mayUndo: boolean;
            /** Format: date-time */
            runAt: string;
            runBy: components["schemas"]["RolloverPerson"];
            toYear: number;
            /** Format: date-time */
            undoneAt: string | null;
            /** Format: date-time */
            undoUntil: string;
        };
        RowProblemView: {
            code: string;
            column: string;
            params: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            severity: "error" | "warning";
        };
        RunRolloverRequest: {
            dryRun?: boolean;
            newClasses?: components["schemas"]["NewClassField"][];
            stayingClassIds?: string[];
            terms?: components["schemas"]["RolloverTermField"][];
            toYear: number;
        };
        SchoolPage: {
            items: components["schemas"]["SchoolView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        SchoolView: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "school" | "bureau";
            name: string;
            system: string;
            timeZone: string;
            version: number;
        };
        SecondFactorView: {
            recoveryCodesLeft: number;
            required: boolean;
            /** Format: date-time */
            since: string | null;
        };
        SendBackRequest: {
            reason: string;
        };
        SessionSchool: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "school" | "bureau";
            name: string;
            timeZone: string;
        };
        SessionTerm: {
            /** Format: date */
            from: string;
            ordinal: number;
            schoolYear: string;
            /** Format: date */
            to: string;
        };
        SessionUser: {
            /** Format: uuid */
            id: string;
            name: string;
            username: string;
        };
        SessionView: {
            demo: boolean;
            headedClasses: components["schemas"]["ClassName"][];
            noticeAccepted: boolean;
            permissions: ("session.view" | "password.change" | "session.own" | "secondFactor.own" | "notice.accept" | "reminder.own" | "user.view" | "user.invite" | "user.edit" | "user.reset" | "grant.view" | "grant.propose" | "grant.approve" | "wideGrant.approve" | "approval.view" | "approval.decide" | "approval.withdraw" | "school.view" | "school.edit" | "calendar.edit" | "village.view" | "village.edit" | "term.view" | "class.view" | "class.edit" | "assignment.edit" | "rollover.view" | "rollover.run" | "handover.view" | "handover.edit" | "staff.view" | "student.list" | "student.view" | "student.create" | "student.edit" | "student.history" | "student.print" | "careFile.edit" | "urgency.edit" | "category.propose" | "category.edit" | "student.merge" | "roster.import" | "attachment.view" | "attachment.add" | "contactCard.view" | "contactCard.propose" | "contactCard.edit" | "household.view" | "household.edit" | "contactCard.approve" | "guardianLink.view" | "guardianLink.create" | "contactCard.verify" | "contactCard.history" | "contactCard.reveal" | "timeline.view" | "talk.view" | "talk.create" | "talk.edit" | "talk.void" | "urgentConcern.view" | "urgentConcern.take" | "careStandard.view" | "careStandard.edit" | "exemption.view" | "exemption.edit" | "duty.view" | "duty.summary" | "duty.print" | "today.view" | "import.view" | "import.create" | "ledger.export" | "ledger.approve" | "departmentLedger.approve" | "accessLog.view" | "audit.view" | "audit.export" | "audit.verify" | "emergencyAccess.open" | "emergencyAccess.view" | "emergencyAccess.review" | "reminderChannel.edit" | "operation.view" | "operation.run")[];
            roles: ("headTeacher" | "subjectTeacher" | "helper" | "volunteer" | "counsellor" | "office" | "moralEducation" | "principal" | "administrator" | "dataProtection" | "bureau")[];
            school: components["schemas"]["SessionSchool"];
            secondFactor: boolean;
            secondFactorRequired: boolean;
            term: components["schemas"]["SessionTerm"] | null;
            /** Format: date */
            today: string;
            user: components["schemas"]["SessionUser"];
        };
        SetUrgencyRequest: {
            /** @enum {string} */
            level: "normal" | "raised" | "high";
            reason: string;
            /** Format: date */
            reviewOn?: string;
        };
        ShownFollowUp: {
            /** Format: date-time */
            doneAt: string | null;
            /** Format: date */
            on: string;
            text: string;
        };
        SignInRequest: {
            /** Format: password */
            password: string;
            secondFactor?: string;
            username: string;
        };
        StaffListCounts: {
            errors: number;
            ready: number;
            rows: number;
            warnings: number;
        };
        StaffListView: {
            counts: components["schemas"]["StaffListCounts"];
            more: boolean;
            rows: components["schemas"]["StaffRowView"][];
        };
        StaffPage: {
            items: components["schemas"]["StaffView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        StaffRowProblem: {
            code: string;
            column: string;
            params: {
                [key: string]: unknown;
            };
        };
        StaffRowRequest: {
            name: string;
            roles?: ("helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection")[];
            username?: string;
        };
        StaffRowView: {
            name: string;
            problems: components["schemas"]["StaffRowProblem"][];
            roles: ("helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection")[];
            sheetRow: number;
            /** @enum {string} */
            status: "ready" | "warning" | "error";
            username: string;
            usernameSuggested: boolean;
        };
        StaffView: {
            /** Format: uuid */
            id: string;
            name: string;
            roles: string[];
        };
        StandardCoverage: {
            /** @enum {string} */
            code: "monthlyTalk" | "contactCardVerified";
            done: number;
            due: number;
            exempt: number;
            expected: number;
            overdue: number;
        };
        StandardPreview: {
            added: components["schemas"]["PreviewChildren"];
            before: number | null;
            byClass: components["schemas"]["PreviewClass"][];
            exempt: number;
            expected: number;
            overlaps: boolean;
            removed: components["schemas"]["PreviewChildren"];
            several: number;
            windows: components["schemas"]["DutyWindowView"][];
        };
        StandardWindow: {
            days: number | null;
            /** @enum {string} */
            part: "whole" | "fromDay" | "lastDays";
        };
        StandardWindowRequest: {
            days?: number | null;
            /** @enum {string} */
            part: "whole" | "fromDay" | "lastDays";
        };
        StudentCareFile: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            openedOn: string;
            remark: string | null;
            /** Format: date */
            reviewOn: string | null;
            /** @enum {string} */
            status: "open" | "paused" | "closed" | "transferred";
            /** @enum {string|null} */
            urgency: "normal" | "raised" | "high" | null;
            version: number;
        };
        StudentChangePage: {
            items: components["schemas"]["StudentChangeView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        StudentChangeView: {
            after: string | null;
            /** Format: date-time */
            at: string;
            before: string | null;
            by: components["schemas"]["ChangeActor"];
            classAfter: components["schemas"]["ClassName"] | null;
            classBefore: components["schemas"]["ClassName"] | null;
            field: string;
            /** Format: uuid */
            id: string;
            reason: string | null;
        };
        StudentFileView: {
            age: number | null;
            /** Format: date */
            birthDate: string | null;
            careFile: components["schemas"]["StudentCareFile"] | null;
            categories: components["schemas"]["CategoryView"][] | null;
            class: components["schemas"]["ClassName"] | null;
            contactCard: components["schemas"]["ContactCardView"] | null;
            headTeachers: components["schemas"]["StudentHead"][];
            /** Format: uuid */
            id: string;
            idNumberMasked: string | null;
            leftBehind: components["schemas"]["LeftBehindView"] | null;
            may: string[];
            name: string;
            needsLearningSupport: boolean | null;
            /** @enum {string|null} */
            sex: "male" | "female" | null;
            studentNumberMasked: string | null;
            version: number;
        };
        StudentHead: {
            deputy: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        StudentListItem: {
            age: number | null;
            birthMonth: string | null;
            categories: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[];
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
            needsLearningSupport: boolean | null;
            /** @enum {string|null} */
            sex: "male" | "female" | null;
            /** @enum {string|null} */
            status: "open" | "paused" | "closed" | "transferred" | null;
            /** @enum {string|null} */
            urgency: "raised" | "high" | null;
            village: string | null;
        };
        StudentPage: {
            items: components["schemas"]["StudentListItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        StudentSearchRequest: {
            /** @enum {string} */
            card?: "stale" | "fresh";
            categories?: ("leftBehind" | "hardship" | "poorFamily" | "orphan" | "unattended" | "disability" | "singleParent" | "migrant" | "learningDifficulty" | "psychological" | "conduct" | "illness" | "otherHardship")[];
            /** Format: uuid */
            classId?: string;
            cursor?: string;
            /** @default 25 */
            limit: number;
            query?: string;
            /** @enum {string} */
            status?: "open" | "paused" | "closed" | "transferred" | "any";
            total?: boolean;
            /** @enum {string} */
            urgency?: "raised" | "high";
            withoutCareFile?: boolean;
        };
        StudentView: {
            age: number | null;
            /** Format: date */
            birthDate: string | null;
            careFile: components["schemas"]["StudentCareFile"] | null;
            categories: components["schemas"]["CategoryView"][] | null;
            class: components["schemas"]["ClassName"] | null;
            contactCard: components["schemas"]["ContactCardView"] | null;
            duties: components["schemas"]["DutyView"][];
            headTeachers: components["schemas"]["StudentHead"][];
            /** Format: uuid */
            id: string;
            idNumberMasked: string | null;
            lastTalk: components["schemas"]["LastTalkView"] | null;
            leftBehind: components["schemas"]["LeftBehindView"] | null;
            may: string[];
            name: string;
            needsLearningSupport: boolean | null;
            /** @enum {string|null} */
            sex: "male" | "female" | null;
            studentNumberMasked: string | null;
            version: number;
        };
        SuggestedSibling: {
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
            older: boolean | null;
            sex: string | null;
            signs: ("phone" | "guardian")[];
        };
        SuggestUsernameRequest: {
            name: string;
        };
        TakePublicHolidaysRequest: {
            year: number;
        };
        TalkPage: {
            items: components["schemas"]["TalkView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        TalkRing: {
            done: number;
            expected: number;
        };
        TalkView: {
            addenda?: components["schemas"]["AddendumView"][];
            author: components["schemas"]["NamedPerson"];
            /** @enum {string} */
            concern?: "none" | "watch" | "urgent";
            concernTaken?: components["schemas"]["ConcernTakenView"] | null;
            /** Format: date-time */
            editableUntil: string;
            /** Format: uuid */
            entryId: string;
            followUp?: components["schemas"]["ShownFollowUp"] | null;
            guardianTold?: boolean;
            /** Format: date */
            heldOn: string;
            /** Format: uuid */
            id: string;
            mayAddend: boolean;
            mayEdit: boolean;
            mayVoid: boolean;
            /** @enum {string|null} */
            mode: "faceToFace" | "phone" | "video" | "written" | null;
            /** @enum {string|null} */
            mood?: "veryLow" | "low" | "even" | "good" | "veryGood" | null;
            /** @enum {string|null} */
            place: "classroom" | "office" | "corridor" | "playground" | "careRoom" | "counsellingRoom" | "dormitory" | "canteen" | "childsHome" | "onTheWay" | "elsewhere" | null;
            reached: boolean;
            student: components["schemas"]["NamedStudent"];
            /** Format: uuid */
            studentId: string;
            summary?: string | null;
            topics?: ("study" | "life" | "emotion" | "family" | "peers" | "safety" | "health")[];
            /** Format: date-time */
            typedAt: string;
            version: number;
            voided: components["schemas"]["VoidedView"] | null;
        };
        TermPage: {
            items: components["schemas"]["TermView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        TermView: {
            /** Format: date */
            from: string;
            holidays: components["schemas"]["CalendarExceptionView"][];
            /** Format: uuid */
            id: string;
            ordinal: number;
            schoolYear: string;
            startYear: number;
            /** Format: date */
            to: string;
            version: number;
        };
        TimelineItem: {
            by: components["schemas"]["NamedPerson"];
            /** Format: date */
            heldOn: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "talk" | "diaryEntry" | "homeVisit" | "guardianContact" | "familyCall" | "illnessCare" | "condolenceVisit";
            late: boolean;
            reached: boolean;
            talk?: components["schemas"]["TalkView"];
            voided: boolean;
        };
        TimelinePage: {
            items: components["schemas"]["TimelineItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        TodayView: {
            due: components["schemas"]["DutyView"][];
            dueTotal: number;
            emergencies: components["schemas"]["EmergencyView"][];
            followUps: components["schemas"]["FollowUpView"][];
            month: string;
            reviews: components["schemas"]["UrgencyReviewView"][];
            ring: components["schemas"]["TalkRing"] | null;
            urgent: components["schemas"]["UrgentConcernView"][];
        };
        TrendPoint: {
            done: number;
            expected: number;
            month: string;
        };
        TrendYear: {
            months: components["schemas"]["TrendPoint"][];
            schoolYear: number;
        };
        UnknownClassView: {
            class: string;
            grade: string;
            label: string;
            labelEn: string;
            rows: number;
        };
        Uploader: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        UrgencyReviewStudent: {
            class: components["schemas"]["ClassName"] | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        UrgencyReviewView: {
            /** @enum {string} */
            level: "normal" | "raised" | "high";
            /** Format: date */
            reviewOn: string;
            student: components["schemas"]["UrgencyReviewStudent"];
        };
        UrgencyView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["ChangeActor"];
            /** Format: date */
            from: string;
            /** @enum {string} */
            level: "normal" | "raised" | "high";
            reason: string;
            /** Format: date */
            reviewOn: string | null;
        };
        UrgentConcernPage: {
            items: components["schemas"]["UrgentConcernView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        UrgentConcernView: {
            by: components["schemas"]["NamedPerson"];
            /** Format: date */
            heldOn: string;
            student: components["schemas"]["NamedStudent"];
            summary: string | null;
            /** Format: uuid */
            talkId: string;
            version: number;
        };
        UserClass: {
            class: components["schemas"]["ClassName"];
            /** Format: date */
            from: string;
            /** @enum {string} */
            role: "headTeacher" | "deputy" | "subjectTeacher";
            subject: string | null;
            /** Format: date */
            to: string | null;
        };
        UserListItem: {
            classes: components["schemas"]["UserClass"][];
            code: components["schemas"]["OpenCode"] | null;
            /** Format: uuid */
            id: string;
            /** Format: date */
            lastSignInOn: string | null;
            name: string;
            passwordSet: boolean;
            roles: components["schemas"]["UserRole"][];
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            username: string;
        };
        UsernameView: {
            username: string;
        };
        UserPage: {
            items: components["schemas"]["UserListItem"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        UserRole: {
            /** Format: date */
            from: string;
            /** Format: date-time */
            grantedAt: string;
            grantedBy: components["schemas"]["Colleague"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            role: "helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection";
            /** Format: date */
            to: string | null;
        };
        UserSearchRequest: {
            cursor?: string;
            /** @default 25 */
            limit: number;
            query?: string;
            /** @enum {string} */
            role?: "headTeacher" | "subjectTeacher" | "helper" | "volunteer" | "counsellor" | "office" | "moralEducation" | "principal" | "administrator" | "dataProtection" | "bureau";
            /** @enum {string} */
            state?: "invited" | "active" | "disabled";
        };
        UserView: {
            /** Format: date */
            activatedOn: string | null;
            classes: components["schemas"]["UserClass"][];
            /** Format: date-time */
            closedRecordsFrom: string | null;
            code: components["schemas"]["OpenCode"] | null;
            /** Format: uuid */
            id: string;
            /** Format: date */
            invitedOn: string;
            /** Format: date */
            lastSignInOn: string | null;
            may: ("edit" | "disable" | "enable" | "makeCode" | "askForReset" | "giveRole")[];
            name: string;
            passwordSet: boolean;
            reset: components["schemas"]["ResetState"] | null;
            resetNeedsSecondPerson: boolean;
            roles: components["schemas"]["UserRole"][];
            rolesProposed: ("helper" | "volunteer" | "office" | "moralEducation" | "principal" | "counsellor" | "administrator" | "dataProtection")[];
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            username: string;
            version: number;
        };
        VerifyContactCardRequest: {
            /** Format: date */
            on?: string;
            reached?: boolean;
        };
        VersionsView: {
            database: string;
            node: string;
            product: string;
            schema: string;
            schemaSteps: number;
        };
        VillagePage: {
            items: components["schemas"]["VillageView"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
        VillageView: {
            aliases: string[];
            cards: number | null;
            /** Format: uuid */
            id: string;
            latitude: number | null;
            longitude: number | null;
            name: string;
            otherwise: number | null;
            town: string | null;
            version: number;
        };
        VillageWritten: {
            cards: number;
        };
        VoidedView: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            reason: "mistyped" | "wrongChild" | "duplicate" | "other";
            text?: string | null;
        };
        VoidTalkRequest: {
            /** @enum {string} */
            reason: "mistyped" | "wrongChild" | "duplicate" | "other";
            text?: string;
        };
        WaitingCardChange: {
            applied: boolean;
            changes: components["schemas"]["CardChangeLine"][];
            /** Format: uuid */
            id: string;
            kind: string;
            own: boolean;
            /** Format: date-time */
            proposedAt: string;
            proposedBy: string | null;
        };
        WriteHandoverNoteRequest: {
            words: string | null;
        };
        WriteVillageRequest: {
            reason?: string;
        };
        WrittenVillage: {
            cards: number;
            name: string;
        };
        WrittenVillagePage: {
            items: components["schemas"]["WrittenVillage"][];
            nextCursor: string | null;
            total?: number;
            totalCapped?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AccessLogItem = components['schemas']['AccessLogItem'];
export type AccessLogPage = components['schemas']['AccessLogPage'];
export type ActivationRequest = components['schemas']['ActivationRequest'];
export type AddAddendumRequest = components['schemas']['AddAddendumRequest'];
export type AddCategoryRequest = components['schemas']['AddCategoryRequest'];
export type AddendumView = components['schemas']['AddendumView'];
export type AddVillageRequest = components['schemas']['AddVillageRequest'];
export type ApprovalCount = components['schemas']['ApprovalCount'];
export type ApprovalListItem = components['schemas']['ApprovalListItem'];
export type ApprovalPage = components['schemas']['ApprovalPage'];
export type ApprovalView = components['schemas']['ApprovalView'];
export type ApproveRequest = components['schemas']['ApproveRequest'];
export type AskForOperation = components['schemas']['AskForOperation'];
export type AssignColumnsRequest = components['schemas']['AssignColumnsRequest'];
export type AssignedPerson = components['schemas']['AssignedPerson'];
export type AssignmentOutcome = components['schemas']['AssignmentOutcome'];
export type AssignmentPage = components['schemas']['AssignmentPage'];
export type AssignmentView = components['schemas']['AssignmentView'];
export type AttachmentList = components['schemas']['AttachmentList'];
export type AttachmentPerson = components['schemas']['AttachmentPerson'];
export type AttachmentView = components['schemas']['AttachmentView'];
export type AuditItem = components['schemas']['AuditItem'];
export type AuditPage = components['schemas']['AuditPage'];
export type AuditSeal = components['schemas']['AuditSeal'];
export type AuditStudent = components['schemas']['AuditStudent'];
export type BackupPlanView = components['schemas']['BackupPlanView'];
export type BegunSecondFactor = components['schemas']['BegunSecondFactor'];
export type CalendarAddress = components['schemas']['CalendarAddress'];
export type CalendarDaysPage = components['schemas']['CalendarDaysPage'];
export type CalendarDaysRequest = components['schemas']['CalendarDaysRequest'];
export type CalendarDaysView = components['schemas']['CalendarDaysView'];
export type CalendarExceptionView = components['schemas']['CalendarExceptionView'];
export type CalendarFeedView = components['schemas']['CalendarFeedView'];
export type CandidateChild = components['schemas']['CandidateChild'];
export type CardChangeLine = components['schemas']['CardChangeLine'];
export type CardFreshness = components['schemas']['CardFreshness'];
export type CareFilePeriodView = components['schemas']['CareFilePeriodView'];
export type CareFileView = components['schemas']['CareFileView'];
export type CareStandardPage = components['schemas']['CareStandardPage'];
export type CareStandardView = components['schemas']['CareStandardView'];
export type CategoryProposals = components['schemas']['CategoryProposals'];
export type CategoryProposalView = components['schemas']['CategoryProposalView'];
export type CategoryView = components['schemas']['CategoryView'];
export type ChainStateView = components['schemas']['ChainStateView'];
export type ChangeActor = components['schemas']['ChangeActor'];
export type ChangeAudienceRequest = components['schemas']['ChangeAudienceRequest'];
export type ChangeCareFileRequest = components['schemas']['ChangeCareFileRequest'];
export type ChangePasswordRequest = components['schemas']['ChangePasswordRequest'];
export type ChangeStandardRequest = components['schemas']['ChangeStandardRequest'];
export type ClassCoverage = components['schemas']['ClassCoverage'];
export type ClassHead = components['schemas']['ClassHead'];
export type ClassName = components['schemas']['ClassName'];
export type ClassPage = components['schemas']['ClassPage'];
export type ClassView = components['schemas']['ClassView'];
export type CodeOutcome = components['schemas']['CodeOutcome'];
export type CodeSlip = components['schemas']['CodeSlip'];
export type Colleague = components['schemas']['Colleague'];
export type CommitImportRequest = components['schemas']['CommitImportRequest'];
export type ConcernTakenView = components['schemas']['ConcernTakenView'];
export type ConfirmGuardianCardRequest = components['schemas']['ConfirmGuardianCardRequest'];
export type ConfirmSecondFactorRequest = components['schemas']['ConfirmSecondFactorRequest'];
export type ContactCardChangePage = components['schemas']['ContactCardChangePage'];
export type ContactCardChangeView = components['schemas']['ContactCardChangeView'];
export type ContactCardSaved = components['schemas']['ContactCardSaved'];
export type ContactCardView = components['schemas']['ContactCardView'];
export type CorrectedPersonPart = components['schemas']['CorrectedPersonPart'];
export type CorrectedPhonePart = components['schemas']['CorrectedPhonePart'];
export type CorrectGuardianCardRequest = components['schemas']['CorrectGuardianCardRequest'];
export type CreateAssignmentRequest = components['schemas']['CreateAssignmentRequest'];
export type CreateClassesRequest = components['schemas']['CreateClassesRequest'];
export type CreateStandardRequest = components['schemas']['CreateStandardRequest'];
export type CreateStudentRequest = components['schemas']['CreateStudentRequest'];
export type CreateTermRequest = components['schemas']['CreateTermRequest'];
export type DeliveryPage = components['schemas']['DeliveryPage'];
export type DeliveryPerson = components['schemas']['DeliveryPerson'];
export type DeliveryView = components['schemas']['DeliveryView'];
export type DemoAccountView = components['schemas']['DemoAccountView'];
export type DemoView = components['schemas']['DemoView'];
export type DifferenceView = components['schemas']['DifferenceView'];
export type DifferentChildrenRequest = components['schemas']['DifferentChildrenRequest'];
export type DigestPage = components['schemas']['DigestPage'];
export type DigestView = components['schemas']['DigestView'];
export type DiskView = components['schemas']['DiskView'];
export type DuplicateOfView = components['schemas']['DuplicateOfView'];
export type DutyPage = components['schemas']['DutyPage'];
export type DutyStandard = components['schemas']['DutyStandard'];
export type DutySummary = components['schemas']['DutySummary'];
export type DutyTrend = components['schemas']['DutyTrend'];
export type DutyView = components['schemas']['DutyView'];
export type DutyWindowView = components['schemas']['DutyWindowView'];
export type EditCalendarDaysRequest = components['schemas']['EditCalendarDaysRequest'];
export type EditClassRequest = components['schemas']['EditClassRequest'];
export type EditContactCardRequest = components['schemas']['EditContactCardRequest'];
export type EditGuardian = components['schemas']['EditGuardian'];
export type EditPhone = components['schemas']['EditPhone'];
export type EditSchoolRequest = components['schemas']['EditSchoolRequest'];
export type EditStudentRequest = components['schemas']['EditStudentRequest'];
export type EditTalkRequest = components['schemas']['EditTalkRequest'];
export type EditTermRequest = components['schemas']['EditTermRequest'];
export type EditUserRequest = components['schemas']['EditUserRequest'];
export type EditVillageRequest = components['schemas']['EditVillageRequest'];
export type EmergencyChild = components['schemas']['EmergencyChild'];
export type EmergencyPage = components['schemas']['EmergencyPage'];
export type EmergencyReview = components['schemas']['EmergencyReview'];
export type EmergencyStudent = components['schemas']['EmergencyStudent'];
export type EmergencyView = components['schemas']['EmergencyView'];
export type EndAssignmentRequest = components['schemas']['EndAssignmentRequest'];
export type EndCategoryRequest = components['schemas']['EndCategoryRequest'];
export type EndedSessions = components['schemas']['EndedSessions'];
export type EndExemptionRequest = components['schemas']['EndExemptionRequest'];
export type EndGrantRequest = components['schemas']['EndGrantRequest'];
export type EndStandardRequest = components['schemas']['EndStandardRequest'];
export type ExemptionListItem = components['schemas']['ExemptionListItem'];
export type ExemptionPage = components['schemas']['ExemptionPage'];
export type ExemptionStandard = components['schemas']['ExemptionStandard'];
export type ExemptionView = components['schemas']['ExemptionView'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FirstCodesRequest = components['schemas']['FirstCodesRequest'];
export type FirstCodesView = components['schemas']['FirstCodesView'];
export type FollowUp = components['schemas']['FollowUp'];
export type FollowUpView = components['schemas']['FollowUpView'];
export type GrantExemptionRequest = components['schemas']['GrantExemptionRequest'];
export type GrantOutcome = components['schemas']['GrantOutcome'];
export type GrantPage = components['schemas']['GrantPage'];
export type GrantView = components['schemas']['GrantView'];
export type GuardianCardDone = components['schemas']['GuardianCardDone'];
export type GuardianCardPersonView = components['schemas']['GuardianCardPersonView'];
export type GuardianCardPhoneView = components['schemas']['GuardianCardPhoneView'];
export type GuardianCardView = components['schemas']['GuardianCardView'];
export type GuardianLinkList = components['schemas']['GuardianLinkList'];
export type GuardianLinkMade = components['schemas']['GuardianLinkMade'];
export type GuardianLinkPerson = components['schemas']['GuardianLinkPerson'];
export type GuardianLinkView = components['schemas']['GuardianLinkView'];
export type GuardianView = components['schemas']['GuardianView'];
export type HandoverAcknowledgementView = components['schemas']['HandoverAcknowledgementView'];
export type HandoverChild = components['schemas']['HandoverChild'];
export type HandoverConcern = components['schemas']['HandoverConcern'];
export type HandoverDetail = components['schemas']['HandoverDetail'];
export type HandoverDuty = components['schemas']['HandoverDuty'];
export type HandoverNoteView = components['schemas']['HandoverNoteView'];
export type HandoverPage = components['schemas']['HandoverPage'];
export type HandoverPromise = components['schemas']['HandoverPromise'];
export type HandoverView = components['schemas']['HandoverView'];
export type HealthView = components['schemas']['HealthView'];
export type HouseholdSibling = components['schemas']['HouseholdSibling'];
export type HouseholdView = components['schemas']['HouseholdView'];
export type ImportColumnView = components['schemas']['ImportColumnView'];
export type ImportCountsView = components['schemas']['ImportCountsView'];
export type ImportFailureView = components['schemas']['ImportFailureView'];
export type ImportPage = components['schemas']['ImportPage'];
export type ImportProgressView = components['schemas']['ImportProgressView'];
export type ImportResultView = components['schemas']['ImportResultView'];
export type ImportRowPage = components['schemas']['ImportRowPage'];
export type ImportRowView = components['schemas']['ImportRowView'];
export type ImportView = components['schemas']['ImportView'];
export type InvitedRow = components['schemas']['InvitedRow'];
export type InvitedStaffView = components['schemas']['InvitedStaffView'];
export type InvitedView = components['schemas']['InvitedView'];
export type InviteStaffRequest = components['schemas']['InviteStaffRequest'];
export type InviteUserRequest = components['schemas']['InviteUserRequest'];
export type KeptFilterView = components['schemas']['KeptFilterView'];
export type KnownDays = components['schemas']['KnownDays'];
export type LastDelivery = components['schemas']['LastDelivery'];
export type LastTalkView = components['schemas']['LastTalkView'];
export type LeaveHouseholdRequest = components['schemas']['LeaveHouseholdRequest'];
export type LedgerFilter = components['schemas']['LedgerFilter'];
export type LedgerPreview = components['schemas']['LedgerPreview'];
export type LedgerRequestPage = components['schemas']['LedgerRequestPage'];
export type LedgerRequestView = components['schemas']['LedgerRequestView'];
export type LedgerRequestWish = components['schemas']['LedgerRequestWish'];
export type LedgerWish = components['schemas']['LedgerWish'];
export type LeftBehindView = components['schemas']['LeftBehindView'];
export type LinkSiblingRequest = components['schemas']['LinkSiblingRequest'];
export type MakeCodeRequest = components['schemas']['MakeCodeRequest'];
export type MakeGuardianLinkRequest = components['schemas']['MakeGuardianLinkRequest'];
export type MeetingChild = components['schemas']['MeetingChild'];
export type MeetingNames = components['schemas']['MeetingNames'];
export type MeetingNamesRequest = components['schemas']['MeetingNamesRequest'];
export type MendedRowView = components['schemas']['MendedRowView'];
export type MendImportRowRequest = components['schemas']['MendImportRowRequest'];
export type MergeCandidate = components['schemas']['MergeCandidate'];
export type MergeCandidatePage = components['schemas']['MergeCandidatePage'];
export type MergeChildrenRequest = components['schemas']['MergeChildrenRequest'];
export type MergeGuardian = components['schemas']['MergeGuardian'];
export type MergePage = components['schemas']['MergePage'];
export type MergePreview = components['schemas']['MergePreview'];
export type MergeSide = components['schemas']['MergeSide'];
export type MergeView = components['schemas']['MergeView'];
export type NamedPerson = components['schemas']['NamedPerson'];
export type NamedStudent = components['schemas']['NamedStudent'];
export type NeverCaredForPage = components['schemas']['NeverCaredForPage'];
export type NeverCaredForView = components['schemas']['NeverCaredForView'];
export type NewCategory = components['schemas']['NewCategory'];
export type NewClass = components['schemas']['NewClass'];
export type NewClassField = components['schemas']['NewClassField'];
export type NewClassView = components['schemas']['NewClassView'];
export type NewGrantRequest = components['schemas']['NewGrantRequest'];
export type NoticeView = components['schemas']['NoticeView'];
export type OpenCode = components['schemas']['OpenCode'];
export type OpenEmergencyRequest = components['schemas']['OpenEmergencyRequest'];
export type OpenGuardianCardRequest = components['schemas']['OpenGuardianCardRequest'];
export type OperationRunView = components['schemas']['OperationRunView'];
export type OperationsView = components['schemas']['OperationsView'];
export type OwnSession = components['schemas']['OwnSession'];
export type OwnSessionPage = components['schemas']['OwnSessionPage'];
export type PasswordRequest = components['schemas']['PasswordRequest'];
export type PhoneView = components['schemas']['PhoneView'];
export type PreviewChildren = components['schemas']['PreviewChildren'];
export type PreviewClass = components['schemas']['PreviewClass'];
export type PreviewMergeRequest = components['schemas']['PreviewMergeRequest'];
export type PreviewStandardRequest = components['schemas']['PreviewStandardRequest'];
export type Problem = components['schemas']['Problem'];
export type ProposalPerson = components['schemas']['ProposalPerson'];
export type ProposalStudent = components['schemas']['ProposalStudent'];
export type ProposeCategoryRequest = components['schemas']['ProposeCategoryRequest'];
export type ProposedChangeView = components['schemas']['ProposedChangeView'];
export type PublicDaysView = components['schemas']['PublicDaysView'];
export type PublicHolidaysTaken = components['schemas']['PublicHolidaysTaken'];
export type PublicYearView = components['schemas']['PublicYearView'];
export type QueueView = components['schemas']['QueueView'];
export type RecordedTalks = components['schemas']['RecordedTalks'];
export type RecordTalkRequest = components['schemas']['RecordTalkRequest'];
export type RecoveryCodes = components['schemas']['RecoveryCodes'];
export type ReminderChannelRequest = components['schemas']['ReminderChannelRequest'];
export type ReminderChannelView = components['schemas']['ReminderChannelView'];
export type ReminderSettingsRequest = components['schemas']['ReminderSettingsRequest'];
export type ReminderSettingsView = components['schemas']['ReminderSettingsView'];
export type RemoveAttachmentRequest = components['schemas']['RemoveAttachmentRequest'];
export type ResetState = components['schemas']['ResetState'];
export type RevealRequest = components['schemas']['RevealRequest'];
export type RevealView = components['schemas']['RevealView'];
export type ReviewEmergencyRequest = components['schemas']['ReviewEmergencyRequest'];
export type RobotTrial = components['schemas']['RobotTrial'];
export type RoleOutcome = components['schemas']['RoleOutcome'];
export type RolloverClassView = components['schemas']['RolloverClassView'];
export type RolloverCountsView = components['schemas']['RolloverCountsView'];
export type RolloverPage = components['schemas']['RolloverPage'];
export type RolloverPerson = components['schemas']['RolloverPerson'];
export type RolloverPreview = components['schemas']['RolloverPreview'];
export type RolloverTermField = components['schemas']['RolloverTermField'];
export type RolloverTermView = components['schemas']['RolloverTermView'];
export type RolloverView = components['schemas']['RolloverView'];
export type RowProblemView = components['schemas']['RowProblemView'];
export type RunRolloverRequest = components['schemas']['RunRolloverRequest'];
export type SchoolPage = components['schemas']['SchoolPage'];
export type SchoolView = components['schemas']['SchoolView'];
export type SecondFactorView = components['schemas']['SecondFactorView'];
export type SendBackRequest = components['schemas']['SendBackRequest'];
export type SessionSchool = components['schemas']['SessionSchool'];
export type SessionTerm = components['schemas']['SessionTerm'];
export type SessionUser = components['schemas']['SessionUser'];
export type SessionView = components['schemas']['SessionView'];
export type SetUrgencyRequest = components['schemas']['SetUrgencyRequest'];
export type ShownFollowUp = components['schemas']['ShownFollowUp'];
export type SignInRequest = components['schemas']['SignInRequest'];
export type StaffListCounts = components['schemas']['StaffListCounts'];
export type StaffListView = components['schemas']['StaffListView'];
export type StaffPage = components['schemas']['StaffPage'];
export type StaffRowProblem = components['schemas']['StaffRowProblem'];
export type StaffRowRequest = components['schemas']['StaffRowRequest'];
export type StaffRowView = components['schemas']['StaffRowView'];
export type StaffView = components['schemas']['StaffView'];
export type StandardCoverage = components['schemas']['StandardCoverage'];
export type StandardPreview = components['schemas']['StandardPreview'];
export type StandardWindow = components['schemas']['StandardWindow'];
export type StandardWindowRequest = components['schemas']['StandardWindowRequest'];
export type StudentCareFile = components['schemas']['StudentCareFile'];
export type StudentChangePage = components['schemas']['StudentChangePage'];
export type StudentChangeView = components['schemas']['StudentChangeView'];
export type StudentFileView = components['schemas']['StudentFileView'];
export type StudentHead = components['schemas']['StudentHead'];
export type StudentListItem = components['schemas']['StudentListItem'];
export type StudentPage = components['schemas']['StudentPage'];
export type StudentSearchRequest = components['schemas']['StudentSearchRequest'];
export type StudentView = components['schemas']['StudentView'];
export type SuggestedSibling = components['schemas']['SuggestedSibling'];
export type SuggestUsernameRequest = components['schemas']['SuggestUsernameRequest'];
export type TakePublicHolidaysRequest = components['schemas']['TakePublicHolidaysRequest'];
export type TalkPage = components['schemas']['TalkPage'];
export type TalkRing = components['schemas']['TalkRing'];
export type TalkView = components['schemas']['TalkView'];
export type TermPage = components['schemas']['TermPage'];
export type TermView = components['schemas']['TermView'];
export type TimelineItem = components['schemas']['TimelineItem'];
export type TimelinePage = components['schemas']['TimelinePage'];
export type TodayView = components['schemas']['TodayView'];
export type TrendPoint = components['schemas']['TrendPoint'];
export type TrendYear = components['schemas']['TrendYear'];
export type UnknownClassView = components['schemas']['UnknownClassView'];
export type Uploader = components['schemas']['Uploader'];
export type UrgencyReviewStudent = components['schemas']['UrgencyReviewStudent'];
export type UrgencyReviewView = components['schemas']['UrgencyReviewView'];
export type UrgencyView = components['schemas']['UrgencyView'];
export type UrgentConcernPage = components['schemas']['UrgentConcernPage'];
export type UrgentConcernView = components['schemas']['UrgentConcernView'];
export type UserClass = components['schemas']['UserClass'];
export type UserListItem = components['schemas']['UserListItem'];
export type UsernameView = components['schemas']['UsernameView'];
export type UserPage = components['schemas']['UserPage'];
export type UserRole = components['schemas']['UserRole'];
export type UserSearchRequest = components['schemas']['UserSearchRequest'];
export type UserView = components['schemas']['UserView'];
export type VerifyContactCardRequest = components['schemas']['VerifyContactCardRequest'];
export type VersionsView = components['schemas']['VersionsView'];
export type VillagePage = components['schemas']['VillagePage'];
export type VillageView = components['schemas']['VillageView'];
export type VillageWritten = components['schemas']['VillageWritten'];
export type VoidedView = components['schemas']['VoidedView'];
export type VoidTalkRequest = components['schemas']['VoidTalkRequest'];
export type WaitingCardChange = components['schemas']['WaitingCardChange'];
export type WriteHandoverNoteRequest = components['schemas']['WriteHandoverNoteRequest'];
export type WriteVillageRequest = components['schemas']['WriteVillageRequest'];
export type WrittenVillage = components['schemas']['WrittenVillage'];
export type WrittenVillagePage = components['schemas']['WrittenVillagePage'];
