UPDATE `job` SET `kind` = 'blackout_dates' WHERE `kind` = 'rest_days';--> statement-breakpoint
UPDATE `job_run` SET `kind` = 'blackout_dates' WHERE `kind` = 'rest_days';--> statement-breakpoint
UPDATE `job` SET `kind` = 'lead_mirror' WHERE `kind` = 'lead_copies';--> statement-breakpoint
UPDATE `job_run` SET `kind` = 'lead_mirror' WHERE `kind` = 'lead_copies';--> statement-breakpoint
UPDATE `setting` SET `key` = 'leadMirror' WHERE `key` = 'leadCopies';