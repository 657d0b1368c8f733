CREATE TABLE `dead_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`source` integer NOT NULL,
	`source_id` text,
	`received_at` integer NOT NULL,
	`reason` text NOT NULL,
	`raw` text NOT NULL,
	`hash` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`retried_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dead_event_text` ON `dead_event` (`workspace_id`,`hash`);--> statement-breakpoint
CREATE INDEX `dead_event_newest` ON `dead_event` (`workspace_id`,`id`);--> statement-breakpoint
CREATE TABLE `event` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`type` integer NOT NULL,
	`at` integer NOT NULL,
	`hash` integer NOT NULL,
	`step` integer,
	`variant` integer,
	`account_id` integer,
	`sources` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_key` ON `event` (`contact_id`,`at`,`type`,`hash`);--> statement-breakpoint
CREATE INDEX `event_of_campaign` ON `event` (`campaign_id`,`type`,`at`);--> statement-breakpoint
CREATE INDEX `event_of_workspace` ON `event` (`workspace_id`,`type`,`at`);--> statement-breakpoint
CREATE INDEX `event_at` ON `event` (`at`);--> statement-breakpoint
CREATE TABLE `event_account` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_account_email` ON `event_account` (`workspace_id`,`email`);--> statement-breakpoint
CREATE TABLE `event_block` (
	`workspace_id` integer NOT NULL,
	`first_event_id` integer NOT NULL,
	`last_event_id` integer NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `first_event_id`)
);
--> statement-breakpoint
CREATE TABLE `event_campaign` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`name` text NOT NULL,
	`named_at` integer NOT NULL,
	`listed` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_campaign_remote` ON `event_campaign` (`workspace_id`,`remote_id`);--> statement-breakpoint
CREATE TABLE `event_campaign_count` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	`leads` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_campaign_day` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`day` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`, `day`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_contact` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_contact_email` ON `event_contact` (`workspace_id`,`email`);--> statement-breakpoint
CREATE TABLE `event_lead` (
	`workspace_id` integer NOT NULL,
	`contact_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`sent` integer NOT NULL,
	`opened` integer NOT NULL,
	`clicked` integer NOT NULL,
	`replied` integer NOT NULL,
	`auto_replied` integer NOT NULL,
	`bounced` integer NOT NULL,
	`unsubscribed` integer NOT NULL,
	`events` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`score` integer NOT NULL,
	`interest` integer,
	`interest_at` integer,
	PRIMARY KEY(`workspace_id`, `contact_id`, `campaign_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `event_lead_score` ON `event_lead` (`campaign_id`,`score`);--> statement-breakpoint
CREATE TABLE `event_name` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`label` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_name_name` ON `event_name` (`workspace_id`,`name`);--> statement-breakpoint
CREATE TABLE `event_payload` (
	`event_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`raw` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_payload_workspace` ON `event_payload` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `event_source_day` (
	`workspace_id` integer NOT NULL,
	`day` integer NOT NULL,
	`source` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `source`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_tally` (
	`workspace_id` integer NOT NULL,
	`source` integer NOT NULL,
	`added` integer NOT NULL,
	`duplicate` integer NOT NULL,
	`unknown_campaign` integer NOT NULL,
	`unknown_type` integer NOT NULL,
	`dead` integer NOT NULL,
	`last_received_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `source`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_workspace_day` (
	`workspace_id` integer NOT NULL,
	`day` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `type`)
) WITHOUT ROWID;

-- By hand: the tables of counts are WITHOUT ROWID, so that a count is found where its key is.
