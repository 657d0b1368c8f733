UPDATE `job` SET `kind` = 'blackout_dates' WHERE `kind` = 'rest_days';--> statement-breakpoint
UPDATE `job_run` SET `kind` = 'blackout_dates' WHERE `kind` = 'rest_days';