-- By hand: WITHOUT ROWID, so that an export's domains are written where its key is.
CREATE TABLE `mailed_domain` (
	`export_id` integer NOT NULL,
	`domain` text NOT NULL,
	`workspace_id` integer NOT NULL,
	PRIMARY KEY(`export_id`, `domain`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `mailed_domain_domain` ON `mailed_domain` (`domain`);--> statement-breakpoint
ALTER TABLE `export_batch` ADD `domains` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `export_batch_domains` ON `export_batch` (`id`) WHERE state = 'done' and domains = 0;