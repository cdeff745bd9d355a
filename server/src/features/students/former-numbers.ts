/**
 * The ID and student numbers a child (`s`) had before and no longer has, without those that were never its own. A ledger filled in before the change
 * still means this child by them.
 */
export const FORMER_NUMBERS = `ARRAY(SELECT DISTINCT h.before FROM student_changes h
  WHERE h.school_id = s.school_id AND h.student_id = s.id AND h.field IN ('idNumber', 'studentNumber') AND h.before IS NOT NULL
    AND h.reason IS DISTINCT FROM 'mistyped' AND h.before IS DISTINCT FROM s.id_number AND h.before IS DISTINCT FROM s.student_number)`;
