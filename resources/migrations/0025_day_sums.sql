-- By hand: the table of days is WITHOUT ROWID and copied once; its sums are packed from the days there are.
CREATE TABLE `campaign_sums` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`packed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaign_sums_workspace` ON `campaign_sums` (`workspace_id`);--> statement-breakpoint
DROP TABLE `workspace_day`;--> statement-breakpoint
ALTER TABLE `campaign` ADD `days_rev` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE TABLE `__new_campaign_day` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`day` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_campaign_day`
  SELECT `workspace_id`, `campaign_id`, `day`, `sent`, `contacted`, `opened`, `opened_unique`, `clicked`, `clicked_unique`, `replied`, `replied_unique`, `automatic`, `automatic_unique`, `opportunities` FROM `campaign_day`;--> statement-breakpoint
DROP TABLE `campaign_day`;--> statement-breakpoint
ALTER TABLE `__new_campaign_day` RENAME TO `campaign_day`;--> statement-breakpoint
CREATE INDEX `campaign_day_workspace` ON `campaign_day` (`workspace_id`,`day`);--> statement-breakpoint
CREATE INDEX `campaign_day_money` ON `campaign_day` (`workspace_id`,`day`,`campaign_id`,`sent`,`contacted`,`replied_unique`);--> statement-breakpoint
INSERT INTO `campaign_sums` (`campaign_id`, `workspace_id`, `packed`)
  SELECT `campaign_id`, `workspace_id`,
    unhex(group_concat(printf('%08x', max(0, min(`day`, 4294967295))) || printf('%08x', max(0, min(`sent`, 4294967295))) || printf('%08x', max(0, min(`contacted`, 4294967295))) || printf('%08x', max(0, min(`opened_unique`, 4294967295))) || printf('%08x', max(0, min(`clicked_unique`, 4294967295))) || printf('%08x', max(0, min(`replied_unique`, 4294967295))) || printf('%08x', max(0, min(`automatic`, 4294967295))) || printf('%08x', max(0, min(`opportunities`, 4294967295))), '' ORDER BY `day`))
  FROM (SELECT `campaign_id`, `workspace_id`, `day`, sum(`sent`) OVER w AS `sent`, sum(`contacted`) OVER w AS `contacted`, sum(`opened_unique`) OVER w AS `opened_unique`, sum(`clicked_unique`) OVER w AS `clicked_unique`, sum(`replied_unique`) OVER w AS `replied_unique`, sum(`automatic`) OVER w AS `automatic`, sum(`opportunities`) OVER w AS `opportunities`
    FROM `campaign_day` WINDOW w AS (PARTITION BY `campaign_id` ORDER BY `day`))
  GROUP BY `campaign_id`;--> statement-breakpoint
UPDATE `campaign` SET `days_rev` = 1 WHERE `id` IN (SELECT `campaign_id` FROM `campaign_sums`);
